using MlNetShallow.Batch.Files;
using MlNetShallow.Batch.Manifests;
using MlNetShallow.Data.Rows;

namespace MlNetShallow.Batch.Tests.Merging;

public sealed class MergeJobTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ListLogger _log = new();

    private string Merged => _folder["merged.txt"];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("Tsv", 1)]
    [InlineData("Tsv", 2)]
    [InlineData("Csv", 1)]
    [InlineData("Csv", 2)]
    [InlineData("Csv", 5)]
    [InlineData("Csv", 7)]
    [InlineData("Jsonl", 3)]
    public void ShardsByOrderGiveWhatOneJobWrites(string format, int count)
    {
        OutputFormat form = Enum.Parse<OutputFormat>(format);
        string[] shards = WrittenShards.WriteAll(_folder, count, ShardBy.Order, form);

        MergeResult merged = Merge([.. shards.Reverse()]);

        Assert.Equal((5, count, Math.Min(count, 5), ShardBy.Order), (merged.Rows, merged.Shards, merged.Errors, merged.By));
        Assert.Equal(WrittenShards.Whole(form), File.ReadAllText(Merged));
        Assert.DoesNotContain(_folder.Entries, name => name.EndsWith(".tmp", StringComparison.Ordinal));
    }

    [Fact]
    public void ShardsByHashComeOneAfterTheOther()
    {
        string[] shards = WrittenShards.WriteAll(_folder, 2, ShardBy.Hash);

        Assert.Equal(ShardBy.Hash, Merge(shards).By);

        string[] rows = [.. Enumerable.Range(1, 2).SelectMany(
            number => WrittenShards.RowsOf(new Shard(number, 2, ShardBy.Hash), OutputFormat.Csv))];
        Assert.Equal(WrittenShards.Tables[OutputFormat.Csv][0] + string.Concat(rows), File.ReadAllText(Merged));
    }

    [Fact]
    public void TheMergedFileHasAManifestOfItsOwn()
    {
        Merge(WrittenShards.WriteAll(_folder, 3));

        JobManifest manifest = ManifestFile.Read(ManifestFile.Beside(Merged));

        Assert.Equal(Shard.Whole, manifest.Shard);
        Assert.Equal((5, 5), (manifest.Inputs.Count, manifest.Inputs.Total));
        Assert.Equal(
            new FinishedOutput("merged.txt", 5, 3, new FileInfo(Merged).Length, Checksum.OfFile(Merged)), manifest.Result);
    }

    [Fact]
    public void AnExistingFileIsReplacedOnlyWhenAskedFor()
    {
        string[] shards = WrittenShards.WriteAll(_folder, 2);
        File.WriteAllText(Merged, "precious");

        Assert.Equal(
            $"The output '{Merged}' exists already; MergeJob.force replaces it.",
            Assert.Throws<IOException>(() => Merge(shards)).Message);
        Assert.Equal("precious", File.ReadAllText(Merged));
        Run(Merged, shards, force: true);
        Assert.Equal(WrittenShards.Whole(OutputFormat.Csv), File.ReadAllText(Merged));
        Assert.Equal(
            $"The output '{shards[0]}' is one of the shards.",
            Assert.Throws<IOException>(() => Run(shards[0], shards)).Message);
    }

    [Fact]
    public void ShardsOfUnlikeMachinesAreMergedAndThatIsSaid()
    {
        string[] shards = WrittenShards.WriteAll(_folder, 3);
        Arithmetic here = new("X64", true, "1.0.0"), there = new("X64", false, "1.0.0");
        WrittenShards.Write(_folder, new Shard(1, 3), change: manifest => manifest with { RanOn = [here] });
        WrittenShards.Write(_folder, new Shard(3, 3), change: manifest => manifest with { RanOn = [there, here] });

        Merge(shards);

        Assert.Equal(
            "The shards were scored on unlike machines (X64 with fused multiply-add, version 1.0.0; X64 without fused multiply-add, "
            + "version 1.0.0): the last digits of their scores may differ from those of a job on one machine.",
            Assert.Single(_log.Warnings));
        Assert.Equal([here, there], ManifestFile.Read(ManifestFile.Beside(Merged)).RanOn!);
    }

    /// <summary>There they have the dashes of the command line.</summary>
    [Fact]
    public void OptionsOfOlderManifestsAreTheSame()
    {
        string[] shards = [.. new[] { "--glob", "glob" }.Select((option, i) => WrittenShards.Write(
            _folder,
            new Shard(i + 1, 2),
            change: manifest => Listing(manifest, list => list with
            {
                Options = new Dictionary<string, string> { [option] = "*.png" },
            })))];

        Assert.Equal(5, Merge(shards).Rows);
    }

    [Fact]
    public void ShardsOfLikeMachinesAreMergedWithoutAWord()
    {
        string[] shards = [.. Enumerable.Range(1, 2).Select(number => WrittenShards.Write(
            _folder, new Shard(number, 2), change: manifest => manifest with { RanOn = [Arithmetic.Here] }))];

        Merge(shards);

        Assert.Empty(_log.Warnings);
        Assert.Equal([Arithmetic.Here], ManifestFile.Read(ManifestFile.Beside(Merged)).RanOn!);
    }

    [Fact]
    public void MissingShardsAreNamed()
    {
        string[] shards = WrittenShards.WriteAll(_folder, 20);

        Refused("1 of 20 shards is missing: 20.", shards[..19]);
        Refused("3 of 20 shards are missing: 1, 3, 20.", [shards[1], .. shards[3..19]]);
        Refused("19 of 20 shards are missing: 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 and more.", shards[0]);
    }

    [Fact]
    public void AShardThatIsThereTwiceIsRefused()
    {
        string[] shards = WrittenShards.WriteAll(_folder, 2);
        Refused($"Shard 2/2 is there twice: '{shards[1]}' and '{shards[1]}'.", shards[0], shards[1], shards[1]);
    }

    public static TheoryData<string, string> Differences { get; } = new()
    {
        { "model", "model differs: m.zip (SHA-256 aaaa" },
        { "format", "output format differs: Csv and Tsv." },
        { "columns", "columns differs: input, score and input, error." },
        { "options", "options of the input differs: none and glob *.png." },
        { "total", "number of inputs in all differs: 5 and 6." },
        { "listing", "listing of all inputs differs: SHA-256 bbbb" },
        { "shards", "number of shards differs: 2 and 3." },
        { "by", "way of dealing inputs out differs: Order and Hash." },
    };

    [Theory, MemberData(nameof(Differences))]
    public void ShardsOfDifferentScoringsAreRefused(string what, string said)
    {
        string first = WrittenShards.Write(_folder, new Shard(1, 2)), second = WrittenShards.Write(
            _folder, new Shard(2, 2), change: manifest => what switch
            {
                "model" => manifest with { Model = manifest.Model with { Sha256 = new string('c', 64) } },
                "format" => manifest with { Output = manifest.Output with { Format = OutputFormat.Tsv } },
                "columns" => manifest with { Output = manifest.Output with { Columns = ["input", "error"] } },
                "options" => Listing(manifest, list => list with
                {
                    Options = new Dictionary<string, string> { ["glob"] = "*.png" },
                }),
                "total" => Listing(manifest, list => list with { Total = 6 }),
                "listing" => Listing(manifest, list => list with { Sha256 = new string('c', 64) }),
                "shards" => manifest with { Shard = new Shard(2, 3) },
                _ => manifest with { Shard = new Shard(2, 2, ShardBy.Hash) },
            });

        Refused($"The shards '{first}' and '{second}' are not of one scoring; their {said}", first, second);
    }

    [Theory]
    [InlineData(0, "was changed after it was written: its bytes do not have the SHA-256 ")]
    [InlineData(1, " when it was written: it was changed since.")]
    public void AChangedFileIsRefused(int more, string said)
    {
        string[] shards = WrittenShards.WriteAll(_folder, 2);
        byte[] bytes = File.ReadAllBytes(shards[1]);
        bytes[^2] ^= 1;
        File.WriteAllBytes(shards[1], [.. bytes, .. new byte[more]]);

        Assert.Contains(said, Refused($"The shard '{shards[1]}' ", shards), StringComparison.Ordinal);
    }

    /// <summary>A line feed that becomes a quote joins two rows, so the file ends before its last row begins.</summary>
    [Fact]
    public void AFileWithARowLessIsRefused()
    {
        string[] shards = WrittenShards.WriteAll(_folder, 2);
        File.WriteAllText(shards[1], File.ReadAllText(shards[1]).Replace("2\nd", "2,d", StringComparison.Ordinal));

        Refused($"The shard '{shards[1]}' was changed after it was written: ", shards);
    }

    [Fact]
    public void AManifestEditedByHandIsRefused()
    {
        string[] shards = WrittenShards.WriteAll(_folder, 2);
        string manifest = ManifestFile.Beside(shards[0]), json = File.ReadAllText(manifest);
        File.WriteAllText(manifest, json.Replace("\"errors\": 1", "\"errors\": 0", StringComparison.Ordinal));

        Refused($"The manifest '{manifest}' was changed after it was written: ", shards);
    }

    [Fact]
    public void ManifestsThatDoNotAddUpAreRefused()
    {
        string[] shards = WrittenShards.WriteAll(_folder, 2);

        WrittenShards.Write(_folder, new Shard(2, 2), change: manifest => manifest with { Result = null });
        Refused(
            $"The shard '{shards[1]}' is not complete: its manifest '{ManifestFile.Beside(shards[1])}' has no result.", shards);
        WrittenShards.Write(_folder, new Shard(2, 2), change: manifest => manifest with
        {
            Result = manifest.Result! with { Rows = 1 },
        });
        Refused($"The shard '{shards[1]}' has 1 rows for 2 inputs.", shards);
        WrittenShards.Write(_folder, new Shard(2, 2), change: manifest => Listing(manifest, list => list with { Count = 1 }) with
        {
            Result = manifest.Result! with { Rows = 1 },
        });
        Refused("The shards have 4 rows together, but there are 5 inputs.", shards);
    }

    [Fact]
    public void WhatIsNotThereIsSaid()
    {
        string[] shards = WrittenShards.WriteAll(_folder, 2);
        File.Delete(ManifestFile.Beside(shards[1]));
        File.Delete(shards[0]);

        Refused($"The shard '{shards[0]}' does not exist.", shards);
        Refused($"The shard '{shards[1]}' has no manifest '{ManifestFile.Beside(shards[1])}' beside it, so ", shards[1]);
    }

    [Fact]
    public void StoppedItLeavesNothing()
    {
        string[] shards = WrittenShards.WriteAll(_folder, 2), before = _folder.Entries;

        Assert.ThrowsAny<OperationCanceledException>(
            () => RunUntil(Merged, shards, force: false, new CancellationToken(canceled: true)));

        Assert.Equal(before, _folder.Entries);
    }

    private static JobManifest Listing(JobManifest manifest, Func<InputListing, InputListing> change)
        => manifest with { Inputs = change(manifest.Inputs) };

    private MergeResult Merge(params string[] shards) => Run(Merged, shards);

    private MergeResult Run(string output, string[] shards, bool force = false)
        => RunUntil(output, shards, force, TestContext.Current.CancellationToken);

    private MergeResult RunUntil(string output, string[] shards, bool force, CancellationToken cancellation)
        => new MergeJob(shards, output, force, _log).RunAsync(cancellation).GetAwaiter().GetResult();

    private string Refused(string expected, params string[] shards)
    {
        string message = Assert.ThrowsAny<Exception>(() => Merge(shards)).Message;
        Assert.StartsWith(expected, message, StringComparison.Ordinal);
        Assert.False(File.Exists(Merged));
        return message;
    }
}
