using System.Runtime.Intrinsics.X86;

namespace MlNetShallow.Sample.Tests.Batch.Merging;

/// <summary>What <c>merge</c> says; what it does is told by the tests of the library.</summary>
public sealed class MergeCommandTests(DrawnSets sets) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Merged => _folder["merged.csv"];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("order", "")]
    [InlineData("hash", ", shard after shard")]
    public void ItSaysWhatItWrote(string by, string order)
    {
        string[] shards = Score("--shard-by", by);

        Outcome outcome = CommandLine.Run(["merge", Merged, .. shards]).AssertDone();

        Assert.Equal([$"16 rows of 2 shards{order}, 0 with an error: {Merged}"], outcome.OutputLines);
    }

    [Fact]
    public void WhatItRefusesIsSaidInItsOwnWords()
    {
        string[] shards = Score();
        File.WriteAllText(Merged, "precious");

        Assert.Equal(
            $"error: The output '{Merged}' exists already; --force replaces it.",
            CommandLine.Run(["merge", Merged, .. shards]).AssertFailed());
        Assert.Equal("precious", File.ReadAllText(Merged));
        CommandLine.Run(["merge", Merged, .. shards, "--force"]).AssertDone();
        Assert.Equal(
            "error: 1 of 2 shards is missing: 2.", CommandLine.Run("merge", _folder["other.csv"], shards[0]).AssertFailed());
        string[] before = _folder.Entries;
        CommandLine.RunStopped(["merge", _folder["other.csv"], .. shards]).AssertFailed();
        Assert.Equal(before, _folder.Entries);
    }

    /// <summary>Without AVX2 there is no fused multiply-add; whether that changes a digit here is chance, so it is only said.</summary>
    [Fact]
    public async Task ShardsOfUnlikeMachinesAreAWarning()
    {
        Assert.SkipUnless(Fma.IsSupported, "This machine has no fused multiply-add that could be switched off.");
        string[] shards = Score();
        Outcome elsewhere = await CommandLine.RunProcess(
            _folder.Path, [("DOTNET_EnableAVX2", "0")], [.. Scoring("2/2"), "--force"]);
        Assert.Equal(Program.Done, elsewhere.ExitCode);

        Outcome outcome = CommandLine.Run(["merge", Merged, .. shards]);

        Assert.Equal(Program.Done, outcome.ExitCode);
        Assert.Matches(
            @"^The shards were scored on unlike machines \(\w+ with fused multiply-add, version [\d.]+; \w+ without fused "
            + @"multiply-add, version [\d.]+\): the last digits of their scores may differ from those of a job on one machine\.\s*$",
            outcome.Error);
    }

    private string[] Score(params string[] options)
    {
        foreach (string shard in (string[])["1/2", "2/2"])
            Assert.Equal(Program.Done, CommandLine.Run([.. Scoring(shard), .. options]).ExitCode);
        return [_folder["scores.0001-of-0002.csv"], _folder["scores.0002-of-0002.csv"]];
    }

    private string[] Scoring(string shard) =>
        ["score", "--model", sets.Model, "--input", sets.Test, "--output", _folder["scores.csv"], "--shard", shard];
}
