using System.Security.Cryptography;
using System.Text;
using MlNetShallow.Batch.Manifests;
using MlNetShallow.Data.Rows;

namespace MlNetShallow.Batch.Tests.Manifests;

public sealed class ManifestFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Path => _folder["manifest.json"];

    private static JobManifest Example { get; } = new(
        JobManifest.CurrentFormat,
        new ScoredModel("m.zip", new string('a', 64), ScoringTask.Multiclass),
        new OutputForm(OutputFormat.Csv, ["input", "error"], PartRows: 10),
        new InputListing(
            "päth with \"quotes\"",
            new Dictionary<string, string> { ["glob"] = "*.png" },
            Total: 50,
            new string('b', 64),
            Count: 25,
            new string('d', 64)),
        new Shard(1, 2, ShardBy.Hash),
        [new FinishedPart("part-00000.csv", 0, 10, 1, 200, new string('c', 64))],
        Result: null);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void WhatIsWrittenIsRead()
    {
        ManifestFile.Write(Path, Example);

        JobManifest read = ManifestFile.Read(Path);

        Assert.Equivalent(Example with { Checksum = read.Checksum }, read, strict: true);
        Assert.Equal(["manifest.json"], _folder.Entries);
    }

    [Fact]
    public void TheChecksumIsThatOfTheFileWithoutIt()
    {
        ManifestFile.Write(Path, Example);
        string text = File.ReadAllText(Path), checksum = ManifestFile.Read(Path).Checksum;

        string expected = Convert.ToHexStringLower(
            SHA256.HashData(Encoding.UTF8.GetBytes(text.Replace(checksum, "", StringComparison.Ordinal))));

        Assert.Equal(expected, checksum);
    }

    [Theory]
    [InlineData("\"rows\": 10", "\"rows\": 11", "was changed after it was written: its checksum is '")]
    [InlineData("\"rows\": 10,", "", "is damaged: JSON deserialization for type")]
    [InlineData("\"rows\": 10", "\"row\": 10", "is damaged: ")]
    [InlineData("\"rows\": 10", "\"rows\": \"ten\"", "is damaged: ")]
    [InlineData("\"format\": 1", "\"format\": 2", "has format 2; this program reads format 1.")]
    [InlineData("\"format\": 1,", "", "It has no number named format.")]
    [InlineData("}", "", "is damaged: ")]
    public void AnEditedManifestIsRefused(string found, string replacement, string said)
    {
        ManifestFile.Write(Path, Example);
        string text = File.ReadAllText(Path);
        Assert.Contains(found, text, StringComparison.Ordinal);
        File.WriteAllText(Path, text.Replace(found, replacement, StringComparison.Ordinal));

        var exception = Assert.Throws<InvalidDataException>(() => ManifestFile.Read(Path));

        Assert.StartsWith($"The manifest '{Path}' ", exception.Message, StringComparison.Ordinal);
        Assert.Contains(said, exception.Message, StringComparison.Ordinal);
    }

    public static TheoryData<string> Contradictions => [.. Contradictory.Keys];

    private static Dictionary<string, JobManifest> Contradictory { get; } = new()
    {
        ["of shard 3/2"] = Example with { Shard = new(3, 2) },
        ["of shard 0/2"] = Example with { Shard = new(0, 2) },
        ["of shard 1/2147483647"] = Example with { Shard = new(1, int.MaxValue) },
        ["has 51 of 50 inputs"] = Example with { Inputs = Example.Inputs with { Count = 51 } },
        ["has -1 of 50 inputs"] = Example with { Inputs = Example.Inputs with { Count = -1 } },
        ["parts have 0 rows"] = Example with { Output = Example.Output with { PartRows = 0 } },
        ["result has 25 rows, 26 errors and 7 bytes"] = Example with { Result = new("out.csv", 25, 26, 7, "") },
        ["result has 25 rows, 0 errors and -7 bytes"] = Example with { Result = new("out.csv", 25, 0, -7, "") },
        ["part '../other.csv'"] = WithPart(part => part with { File = "../other.csv" }),
        ["has 26 rows from 0 on"] = WithPart(part => part with { Rows = 26 }),
        ["has 10 rows from -1 on"] = WithPart(part => part with { FirstInput = -1 }),
        ["10 rows from 0 on, 11 errors"] = WithPart(part => part with { Errors = 11 }),
    };

    [Theory]
    [MemberData(nameof(Contradictions))]
    public void AManifestThatContradictsItselfIsRefused(string said)
    {
        ManifestFile.Write(Path, Contradictory[said]);

        var exception = Assert.Throws<InvalidDataException>(() => ManifestFile.Read(Path));

        Assert.StartsWith($"The manifest '{Path}' is damaged: ", exception.Message, StringComparison.Ordinal);
        Assert.Contains(said, exception.Message, StringComparison.Ordinal);
    }

    private static JobManifest WithPart(Func<FinishedPart, FinishedPart> change)
        => Example with { Parts = [change(Example.Parts[0])] };

    [Fact]
    public void TheLastPartHasWhatIsLeft()
    {
        Assert.Equal(3, Example.PartCount);
        Assert.Equal([10, 10, 5], Enumerable.Range(0, 3).Select(part => Example.RowsOf(part)));
    }
}
