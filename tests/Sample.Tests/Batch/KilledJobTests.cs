using System.Diagnostics;

namespace MlNetShallow.Sample.Tests.Batch;

/// <summary>Kills the process, as a scheduler or a power cut would, and continues.</summary>
public sealed class KilledJobTests(DrawnSets sets) : IDisposable
{
    private const int Kills = 16;
    private const int Inputs = 400;

    private readonly TemporaryFolder _folder = new();

    private bool HasBegun => File.Exists(_folder["scores.csv.parts", "manifest.json"]);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task KilledAtAnyMomentItContinuesToTheSameBytes()
    {
        File.WriteAllLines(
            _folder["list.txt"], Enumerable.Range(0, Inputs).Select(i => i % 100 == 7 ? $"missing {i}.png" : sets.Cats[i % 16]));
        long start = Stopwatch.GetTimestamp();
        Assert.Equal(Program.DoneWithErrors, await ScoreAndKill("expected.csv", after: null));
        TimeSpan whole = Stopwatch.GetElapsedTime(start);
        byte[] expected = File.ReadAllBytes(_folder["expected.csv"]);
        var random = new Random(20260);
        int completed = 0, resumed = 0;

        for (int killed = 0; killed < Kills;)
        {
            // From its first instruction on to where it is nearly done; with what is finished before, it is done sooner. Every
            // other kill waits until there is something to continue with, however slow the machine is.
            resumed += HasBegun ? 1 : 0;
            if (await ScoreAndKill("scores.csv", whole * (0.9 * random.NextDouble()), onceBegun: killed % 2 == 1) is not null)
            {
                AssertComplete();
                completed++;
                File.Delete(_folder["scores.csv"]);
                File.Delete(_folder["scores.csv.manifest.json"]);
            }
            else
            {
                killed++;
            }
        }

        Assert.Equal(Program.DoneWithErrors, await ScoreAndKill("scores.csv", after: null));
        AssertComplete();
        Assert.True(resumed > Kills / 5, $"Of {Kills} killed jobs {resumed} had something to continue with, {completed} were done.");

        void AssertComplete()
        {
            Assert.Equal(expected, File.ReadAllBytes(_folder["scores.csv"]));
            Assert.False(Directory.Exists(_folder["scores.csv.parts"]));
        }
    }

    /// <returns>The exit code; null where it was killed before there was one.</returns>
    private async Task<int?> ScoreAndKill(string output, TimeSpan? after, bool onceBegun = false)
    {
        using Process process = CommandLine.Start(
            _folder.Path,
            "score", "--model", sets.Model, "--input", "list.txt", "--output", output, "--part-rows", "20", "--resume");
        Task<string> said = process.StandardOutput.ReadToEndAsync(), error = process.StandardError.ReadToEndAsync();
        try
        {
            Task ended = process.WaitForExitAsync(TestContext.Current.CancellationToken);
            while (onceBegun && !HasBegun && !ended.IsCompleted)
                await Task.Delay(1, TestContext.Current.CancellationToken);
            await (after is { } delay ? Task.WhenAny(ended, Task.Delay(delay, TestContext.Current.CancellationToken)) : ended);
        }
        finally
        {
            process.Kill();
        }

        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        await said;
        bool isDone = process.ExitCode == Program.DoneWithErrors;
        // It may have been killed between its last word and its end.
        if (!isDone)
            Assert.Matches(@"^(4 of 400 pictures could not be scored; [^\n]*\n)?$", await error);
        return isDone ? process.ExitCode : null;
    }
}
