using System.Diagnostics;

namespace MlNetShallow.Batch.Tests.Samples;

/// <summary>The library in a process of its own, which is stopped and killed as those of users are.</summary>
public sealed class WorkerServiceTests(DrawnSets sets) : IDisposable
{
    private const int Kills = 6;
    private const int Inputs = 12_000;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task ItScoresAndSaysWhatItWrote()
    {
        using Process process = Start("--Input", Path.Combine(sets.Train, "cat"), "--Output", "scores.csv");

        (int? code, string said) = await WorkerProcess.Finish(process);

        Assert.Equal(0, code);
        Assert.Contains("16 rows, 0 with an error: scores.csv", said, StringComparison.Ordinal);
        Assert.Equal(["scores.csv", "scores.csv.manifest.json"], _folder.Entries);
    }

    [Fact]
    public async Task ItSaysWhatItLacks()
    {
        using Process process = Start("--Output", "scores.csv");

        (int? code, string said) = await WorkerProcess.Finish(process);

        Assert.Equal(1, code);
        Assert.Contains("The setting 'Input' is missing: --Input VALUE.", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task StoppedItKeepsWhatIsFinished()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no signals to send to a process.");
        WriteList();
        using Process process = StartOnList("scores.csv");
        (int? code, string _) = await WorkerProcess.Finish(process, async ended =>
        {
            await WaitForAPart("scores.csv", ended);
            using Process kill = Process.Start("kill", ["-TERM", $"{process.Id}"]);
            await ended;
        });
        Assert.Equal(0, code);
        if (File.Exists(_folder["scores.csv"]))
            return;

        Assert.NotEmpty(Directory.GetFiles(_folder["scores.csv.parts"], "part-*.csv"));
        await AssertFinishes("scores.csv");
    }

    /// <summary>Of a job, and of each of the shards of one.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task KilledAtAnyMomentItContinuesToTheSameBytes(int shards)
    {
        WriteList();
        var random = new Random(20262);
        var outputs = new List<string>();
        int resumed = 0;
        foreach (int number in Enumerable.Range(1, shards))
        {
            var shard = new Shard(number, shards);
            outputs.Add(shard.NameOf(_folder["scores.csv"]));
            for (int kill = 0; kill < Kills / shards; kill++)
            {
                using Process process = StartOnList("scores.csv", "--Shard", shard.ToString());
                resumed += File.Exists(outputs[^1] + ".parts/manifest.json") ? 1 : 0;
                await WorkerProcess.Finish(process, async ended =>
                {
                    if (kill % 2 == 0)
                        await WaitForAPart(outputs[^1], ended);
                    await Task.Delay(TimeSpan.FromSeconds(0.15 * random.NextDouble()), TestContext.Current.CancellationToken);
                });
            }

            await AssertFinishes("scores.csv", "--Shard", shard.ToString());
        }

        ScoringResult whole = await new ScoringJob(
            ScoringModel.Load(sets.Model), ScoringInputs.List(_folder["list.txt"]), _folder["whole.csv"])
            .RunAsync(cancellation: TestContext.Current.CancellationToken);
        string merged = _folder["merged.csv"];
        if (shards > 1)
            await new MergeJob(outputs, merged).RunAsync(TestContext.Current.CancellationToken);
        else
            merged = outputs[0];
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        Assert.Equal(
            await File.ReadAllBytesAsync(whole.OutputPath, cancellation), await File.ReadAllBytesAsync(merged, cancellation));
        Assert.True(resumed > 0, "No killed job had something to continue.");
    }

    private void WriteList() => File.WriteAllLines(
        _folder["list.txt"], Enumerable.Range(0, Inputs).Select(i => i % 100 == 7 ? $"missing {i}.png" : sets.Cats[i % 16]));

    private async Task AssertFinishes(string output, params string[] settings)
    {
        using Process process = StartOnList(output, settings);
        (int? code, string said) = await WorkerProcess.Finish(process);
        Assert.True(code == 0, said);
    }

    private Process StartOnList(string output, params string[] settings)
        => Start(["--Input", "list.txt", "--Output", output, "--PartRows", "100", .. settings]);

    private Process Start(params string[] settings) => WorkerProcess.Start(_folder.Path, ["--Model", sets.Model, .. settings]);

    private async Task WaitForAPart(string output, Task ended)
    {
        string folder = Path.Combine(_folder.Path, output + ".parts");
        while (!ended.IsCompleted && !(Directory.Exists(folder) && Directory.GetFiles(folder, "part-*.csv").Length > 0))
            await Task.Delay(1, TestContext.Current.CancellationToken);
    }
}
