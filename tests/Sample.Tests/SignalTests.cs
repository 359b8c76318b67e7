using System.Diagnostics;
using Microsoft.ML;

namespace MlNetShallow.Sample.Tests;

/// <summary>Ctrl-C and its like, sent to a process that trains.</summary>
public sealed class SignalTests(DrawnSets sets) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task StoppedItSavesWhatIsLearnt(string signal)
    {
        Outcome outcome = await TrainUntil(signal);

        Assert.Equal(Program.Failed, outcome.ExitCode);
        Assert.Matches(
            @"^Stopped after \d+ of 1000000000 epochs; what is learnt so far is saved in model\.zip\.$", outcome.Error.TrimEnd());
        Assert.Equal(["model.zip"], _folder.Entries);
        // It starts at 0.
        ITransformer model = new MLContext().Model.Load(_folder["model.zip"], out _);
        Assert.NotEqual(0, ShallowNetworkModelParameters.FromModel(model).Network.B2[0]);
        CommandLine.Run("evaluate", "--model", _folder["model.zip"], "--data", sets.Test).AssertDone();
    }

    private async Task<Outcome> TrainUntil(string signal)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no signals to send to a process.");
        string[] endless =
        [
            "train", "--data", sets.Train, "--model", "model.zip", "--optimizer", "gd", "--epochs", "1000000000",
        ];
        using Process process = CommandLine.Start(_folder.Path, [.. endless, .. DrawnSets.QuickSize]);
        Task<string> error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        try
        {
            string? line;
            do
                line = await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
            while (line is not null && !line.StartsWith("epoch 1 ", StringComparison.Ordinal));
            Assert.SkipWhen(
                signal == "INT" && IsInterruptIgnored(process),
                "SIGINT is ignored where the tests run, and so in the processes that they start.");

            using Process kill = Process.Start("kill", ["-" + signal, $"{process.Id}"]);
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        }
        finally
        {
            process.Kill();
        }

        return new Outcome(process.ExitCode, "", await error);
    }

    // A shell starts what it runs in the background with SIGINT ignored, and that is inherited.
    private static bool IsInterruptIgnored(Process process)
    {
        const int Interrupt = 2;
        string status = $"/proc/{process.Id}/status", field = "SigIgn:";
        if (!File.Exists(status))
            return false;
        string mask = File.ReadLines(status).First(line => line.StartsWith(field, StringComparison.Ordinal))[field.Length..];
        return (Convert.ToInt64(mask.Trim(), fromBase: 16) >> (Interrupt - 1) & 1) != 0;
    }
}
