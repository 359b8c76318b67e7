using MlNetShallow.Batch;

namespace MlNetShallow.Sample.Tests.Batch;

/// <summary>Jobs that share their inputs, and their outputs merged.</summary>
public sealed class ScoringInShardsTests(DrawnSets sets) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1, "csv")]
    [InlineData(3, "csv")]
    [InlineData(3, "tsv")]
    [InlineData(3, "jsonl")]
    // More shards than pictures: some have no rows, and are part of the whole all the same.
    [InlineData(40, "csv")]
    public void ShardsMergeToWhatOneJobWrites(int count, string format)
    {
        string[] shards = ScoreAll(count, $"scores.{format}");
        Score($"whole.{format}").AssertDone();

        CommandLine.Run(["merge", _folder[$"merged.{format}"], .. shards]).AssertDone();

        Assert.Equal(File.ReadAllText(_folder[$"whole.{format}"]), File.ReadAllText(_folder[$"merged.{format}"]));
    }

    [Fact]
    public void ShardsByHashHaveTheSameRowsInAnotherOrder()
    {
        string[] shards = ScoreAll(3, "scores.csv", "--shard-by", "hash");
        Score("whole.csv").AssertDone();

        CommandLine.Run(["merge", _folder["merged.csv"], .. shards]).AssertDone();

        string[] whole = File.ReadAllLines(_folder["whole.csv"]), merged = File.ReadAllLines(_folder["merged.csv"]);
        Assert.Equal(whole[0], merged[0]);
        Assert.NotEqual(whole, merged);
        Assert.Equal(whole.Order(StringComparer.Ordinal), merged.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void APartOfAnotherModelIsRefused()
    {
        string[] shards = ScoreAll(2, "scores.csv");
        string other = _folder["other.zip"];
        string[] training = ["train", "--data", sets.Train, "--model", other, "--seed", "5"];
        CommandLine.Run([.. training, .. DrawnSets.Quick]).AssertDone();
        CommandLine.Run(
            "score", "--model", other, "--input", sets.Test, "--output", _folder["scores.csv"], "--shard", "2/2", "--force");

        Outcome outcome = CommandLine.Run(["merge", _folder["merged.csv"], .. shards]);

        Assert.StartsWith(
            $"error: The shards '{shards[0]}' and '{shards[1]}' are not of one scoring; "
                + $"their model differs: {sets.Model} (SHA-256 ",
            outcome.AssertFailed(),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheSchedulersVariablesAreTheDefault()
    {
        Outcome outcome = await ScoreInJobOfIndex2("--shards", "4");

        Assert.Equal("Scoring shard 3/4 by order (JOB_COMPLETION_INDEX).", outcome.Error.TrimEnd());
        Assert.Equal(["scores.0003-of-0004.csv", "scores.0003-of-0004.csv.manifest.json"], _folder.Entries);
    }

    [Theory]
    [InlineData("none")]
    [InlineData("1/1")]
    public async Task TheSchedulersVariablesCanBeOverruled(string whole)
    {
        Outcome outcome = await ScoreInJobOfIndex2("--shard", whole);

        Assert.Equal("", outcome.Error);
        Assert.Equal(["scores.csv", "scores.csv.manifest.json"], _folder.Entries);
    }

    private string[] ScoreAll(int count, string name, params string[] options)
    {
        foreach (int number in Enumerable.Range(1, count))
        {
            Outcome outcome = Score(name, ["--shard", $"{number}/{count}", .. options]);
            Assert.Equal(Program.Done, outcome.ExitCode);
        }

        return [.. Enumerable.Range(1, count).Select(number => new Shard(number, count).NameOf(_folder[name]))];
    }

    private Outcome Score(string name, params string[] options) => CommandLine.Run(
        ["score", "--model", sets.Model, "--input", sets.Test, "--output", _folder[name], "--force", .. options]);

    private Task<Outcome> ScoreInJobOfIndex2(params string[] options) => CommandLine.RunProcess(
        _folder.Path,
        [("JOB_COMPLETION_INDEX", "2")],
        ["score", "--model", sets.Model, "--input", sets.Test, "--output", _folder["scores.csv"], .. options]);
}
