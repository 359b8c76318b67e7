using MlNetShallow.Batch;
using MlNetShallow.Batch.Files;
using MlNetShallow.Batch.Manifests;
using MlNetShallow.Data.Rows;

namespace MlNetShallow.Sample.Tests.Batch.Merging;

public sealed class MergeCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

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

        Outcome outcome = Merge([.. shards.Reverse()]).AssertDone();

        Assert.Equal([$"5 rows of {count} shards, {Math.Min(count, 5)} with an error: {Merged}"], outcome.OutputLines);
        Assert.Equal(WrittenShards.Whole(form), File.ReadAllText(Merged));
        Assert.DoesNotContain(_folder.Entries, name => name.EndsWith(".tmp", StringComparison.Ordinal));
    }

    [Fact]
    public void ShardsByHashComeOneAfterTheOther()
    {
        string[] shards = WrittenShards.WriteAll(_folder, 2, ShardBy.Hash);

        Outcome outcome = Merge(shards).AssertDone();

        Assert.Equal([$"5 rows of 2 shards, shard after shard, 2 with an error: {Merged}"], outcome.OutputLines);
        string[] rows = [.. Enumerable.Range(1, 2).SelectMany(
            number => WrittenShards.RowsOf(new Shard(number, 2, ShardBy.Hash), OutputFormat.Csv))];
        Assert.Equal(WrittenShards.Tables[OutputFormat.Csv][0] + string.Concat(rows), File.ReadAllText(Merged));
    }

    [Fact]
    public void TheMergedFileHasAManifestOfItsOwn()
    {
        Merge(WrittenShards.WriteAll(_folder, 3)).AssertDone();

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

        Assert.Equal($"error: The output '{Merged}' exists already; --force replaces it.", Merge(shards).AssertFailed());
        Assert.Equal("precious", File.ReadAllText(Merged));
        Merge([.. shards, "--force"]).AssertDone();
        Assert.Equal(WrittenShards.Whole(OutputFormat.Csv), File.ReadAllText(Merged));
        Assert.Equal(
            $"error: The output '{shards[0]}' is one of the shards.",
            CommandLine.Run(["merge", shards[0], .. shards, "--force"]).AssertFailed());
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
        { "options", "options of the input differs: none and --glob *.png." },
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
                    Options = new Dictionary<string, string> { ["--glob"] = "*.png" },
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

        CommandLine.RunStopped(["merge", Merged, .. shards]).AssertFailed();

        Assert.Equal(before, _folder.Entries);
    }

    private static JobManifest Listing(JobManifest manifest, Func<InputListing, InputListing> change)
        => manifest with { Inputs = change(manifest.Inputs) };

    private Outcome Merge(params string[] arguments) => CommandLine.Run(["merge", Merged, .. arguments]);

    private string Refused(string expected, params string[] shards)
    {
        string line = Merge(shards).AssertFailed();
        Assert.StartsWith($"error: {expected}", line, StringComparison.Ordinal);
        Assert.False(File.Exists(Merged));
        return line;
    }
}
