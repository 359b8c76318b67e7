using System.Diagnostics;
using System.Globalization;

namespace MlNetShallow.Sample.Tests.Batch;

/// <summary>Kills the jobs of shards, and what merges them.</summary>
public sealed class KilledShardsTests : IDisposable
{
    private const int Shards = 3;
    private const int Rows = 30_000;
    private const int KillsOfAShard = 2;
    private const int KillsOfMerge = 6;

    private readonly TemporaryFolder _folder = new();
    private readonly Random _random = new(20263);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task KilledAtAnyMomentTheyContinueToTheBytesOfOneJob()
    {
        WriteTables();
        CommandLine.Run("train", "--data", _folder["train.csv"], "--model", _folder["model.zip"], "--label", "y", "--epochs", "2")
            .AssertDone();
        long start = Stopwatch.GetTimestamp();
        Assert.NotNull(await Run(kill: null, Scoring("whole.csv", "none")));
        TimeSpan whole = Stopwatch.GetElapsedTime(start);
        byte[] expected = File.ReadAllBytes(_folder["whole.csv"]);
        int killed = 0;
        for (int number = 1; number <= Shards; number++)
        {
            string[] scoring = Scoring("scores.csv", $"{number}/{Shards}");
            for (int i = 0; i < KillsOfAShard; i++)
                killed += await Run(whole * _random.NextDouble(), scoring) is null ? 1 : 0;
            Assert.Equal(Program.DoneWithErrors, await Run(kill: null, scoring));
        }

        Assert.True(killed > 0, "No shard's job was killed.");
        string[] merge = ["merge", "merged.csv", .. Enumerable.Range(1, Shards).Select(i => $"scores.{i:D4}-of-{Shards:D4}.csv"), "--force"];
        start = Stopwatch.GetTimestamp();
        Assert.Equal(Program.Done, await Run(kill: null, merge));
        TimeSpan merging = Stopwatch.GetElapsedTime(start);
        Assert.Equal(expected, File.ReadAllBytes(_folder["merged.csv"]));

        // Under its name there is the whole or nothing, whenever it is killed.
        killed = 0;
        for (int i = 0; i < KillsOfMerge; i++)
        {
            File.Delete(_folder["merged.csv"]);
            killed += await Run(merging * (0.3 + (0.7 * _random.NextDouble())), merge) is null ? 1 : 0;
            if (File.Exists(_folder["merged.csv"]))
                Assert.Equal(expected, File.ReadAllBytes(_folder["merged.csv"]));
        }

        Assert.True(killed > 0, "No merge was killed.");
        Assert.Equal(Program.Done, await Run(kill: null, merge));
        Assert.Equal(expected, File.ReadAllBytes(_folder["merged.csv"]));
    }

    private static string[] Scoring(string output, string shard) =>
    [
        "score", "--model", "model.zip", "--input", "rows.csv", "--output", output, "--part-rows", "500", "--shard", shard, "--resume",
    ];

    private void WriteTables()
    {
        File.WriteAllLines(_folder["train.csv"], Enumerable.Range(0, 50).Select(Row).Prepend("x1,x2,y"));
        // Each thousandth has an error.
        File.WriteAllLines(
            _folder["rows.csv"],
            Enumerable.Range(0, Rows).Select(i => i % 1000 == 7 ? "none,1,1" : Row(i)).Prepend("x1,x2,y"));
    }

    private static string Row(int i) => string.Create(CultureInfo.InvariantCulture, $"{i * 37 % 101},{i * 17 % 53 / 7f},{i % 11}.5");

    /// <returns>The exit code; null where it was killed before there was one.</returns>
    private async Task<int?> Run(TimeSpan? kill, string[] arguments)
    {
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        using Process process = CommandLine.Start(_folder.Path, arguments);
        Task<string> said = process.StandardOutput.ReadToEndAsync(cancellation), error = process.StandardError.ReadToEndAsync(cancellation);
        try
        {
            Task ended = process.WaitForExitAsync(cancellation);
            await (kill is { } after ? Task.WhenAny(ended, Task.Delay(after, cancellation)) : ended);
        }
        finally
        {
            process.Kill();
        }

        await process.WaitForExitAsync(cancellation);
        await said;
        Assert.DoesNotContain("error:", await error, StringComparison.Ordinal);
        return process.ExitCode is Program.Done or Program.DoneWithErrors ? process.ExitCode : null;
    }
}
