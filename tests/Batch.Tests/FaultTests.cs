
namespace MlNetShallow.Batch.Tests;

/// <summary>What happens around a job while it runs.</summary>
public sealed class FaultTests(DrawnSets sets) : IDisposable
{
    private readonly JobCase _job = new(sets);

    private ScoringOptions Resumed => _job.Options with { Resume = true };

    public void Dispose() => _job.Dispose();

    [Fact]
    public void AFullDiskStopsTheJobAndTakesNothing()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "There is no /dev/full here, which is as full as a disk can be.");
        JobCase.InterruptedJob left = _job.Interrupt();
        string part = Path.Join(_job.Parts, "part-00003.csv.tmp");
        File.CreateSymbolicLink(part, "/dev/full");

        var exception = Assert.Throws<IOException>(() => _job.Run(Resumed));

        Assert.Contains("No space left on device", exception.Message, StringComparison.Ordinal);
        Assert.EndsWith(
            $"Of 25 inputs 12 are finished in '{_job.Parts}'; ScoringOptions.Resume continues from there.",
            exception.Message,
            StringComparison.Ordinal);
        _job.AssertIntact(left);
        File.Delete(part);
        _job.Run(Resumed);
        _job.AssertComplete();
    }

    [Theory]
    [InlineData("manifest.json.tmp")]
    [InlineData("joined.tmp")]
    public void NorDoesOneThatIsFullForTheOtherFiles(string name)
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "There is no /dev/full here, which is as full as a disk can be.");
        JobCase.InterruptedJob left = _job.Interrupt();
        string file = Path.Join(_job.Parts, name);
        File.CreateSymbolicLink(file, "/dev/full");

        var exception = Assert.Throws<IOException>(() => _job.Run(Resumed));

        Assert.Contains("No space left on device", exception.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(_job.Output));
        _job.AssertIntact(left);
        File.Delete(file);
        _job.Run(Resumed);
        _job.AssertComplete();
    }

    [Fact]
    public void AnOutputFolderThatGoesAwayIsSaid()
    {
        var exception = Assert.Throws<IOException>(
            () => _job.Run(at: JobCase.Inputs - 1, happens: () =>
            {
                WaitForParts(2);
                Directory.Move(_job.Folder["out"], _job.Folder["elsewhere"]);
            }));

        Assert.Contains("Could not find", exception.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_job.Folder["out"]));
        Directory.Move(_job.Folder["elsewhere"], _job.Folder["out"]);
        Assert.True(_job.PartFiles.Length >= 2);
        _job.Run(Resumed);
        _job.AssertComplete();
    }

    [Fact]
    public void AModelThatIsReplacedMeanwhileIsSaid()
    {
        byte[] expected = _job.Expected, model = File.ReadAllBytes(_job.Model);

        var exception = Assert.Throws<IOException>(
            () => _job.Run(at: JobCase.Inputs - 1, happens: () => File.WriteAllBytes(_job.Model, [.. model, 0])));

        Assert.StartsWith($"The model '{_job.Model}' was replaced during the job", exception.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(_job.Output));
        File.WriteAllBytes(_job.Model, model);
        _job.Run(Resumed);
        Assert.Equal(expected, File.ReadAllBytes(_job.Output));
    }

    [Fact]
    public void TwoJobsOnOneOutputDoNotMix()
    {
        string? second = null;

        _job.Run(at: 12, happens: () =>
        {
            second = Assert.Throws<IOException>(() => _job.Run(Resumed)).Message;
            Assert.Throws<IOException>(() => _job.Run(_job.Options with { Force = true }));
        });

        Assert.Equal($"Another job is writing the output '{_job.Output}': it holds '{Path.Join(_job.Parts, "lock")}'.", second);
        _job.AssertComplete();
    }

    [Fact]
    public void AStoppedJobSaysWhatItHasAndGoesOn()
    {
        using var stop = new CancellationTokenSource();

        var exception = Assert.Throws<OperationCanceledException>(() => _job.Run(
            at: JobCase.Inputs - 1,
            happens: () =>
            {
                WaitForParts(2);
                stop.Cancel();
            },
            stop: stop));

        Assert.StartsWith("Stopped before the end;", exception.Message, StringComparison.Ordinal);
        Assert.EndsWith(
            $" are finished in '{_job.Parts}'; ScoringOptions.Resume continues from there.", exception.Message, StringComparison.Ordinal);
        _job.Run(Resumed);
        _job.AssertComplete();
    }

    [Fact]
    public void AJobThatFinishedNothingLeavesNothing()
    {
        using var stopped = new CancellationTokenSource();
        stopped.Cancel();

        Assert.ThrowsAny<OperationCanceledException>(() => _job.Run(stop: stopped));
        Assert.Throws<InvalidDataException>(() => _job.Run(_job.Options with { MaxErrors = 0, PartRows = 25 }));

        Assert.Empty(Directory.EnumerateFileSystemEntries(_job.Folder["out"]));
    }

    private void WaitForParts(int count)
        => Assert.True(SpinWait.SpinUntil(() => _job.PartFiles.Length >= count, TimeSpan.FromSeconds(30)));
}
