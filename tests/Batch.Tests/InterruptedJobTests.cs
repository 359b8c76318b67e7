using MlNetShallow.Batch.Manifests;

namespace MlNetShallow.Batch.Tests;

/// <summary>What a job has finished can be continued, and is never mistaken for something else.</summary>
public sealed class InterruptedJobTests(DrawnSets sets) : IDisposable
{
    private readonly JobCase _job = new(sets);

    private ScoringOptions Resumed => _job.Options with { Resume = true };

    public void Dispose() => _job.Dispose();

    [Fact]
    public void AJobIsCompleteOrHasLeftItsFinishedParts()
    {
        JobCase.InterruptedJob left = _job.Interrupt();

        Assert.Equal(
            "1 pictures could not be scored, more than ScoringOptions.MaxErrors 0 allows; the last: The picture 'missing.png' does not "
            + $"exist. Of 25 inputs 8 are finished in '{_job.Parts}'; ScoringOptions.Resume continues from there.",
            left.Message);
        Assert.False(File.Exists(_job.Output));
        JobManifest done = _job.Run(Resumed);

        _job.AssertComplete();
        Assert.Equal(new FinishedOutput("scores.csv", 25, 1, _job.Expected.Length, done.Result!.Sha256), done.Result);
        Assert.Equal(
            [(0, 4), (4, 4), (8, 4), (12, 4), (16, 4), (20, 4), (24, 1)],
            done.Parts.Select(part => ((int)part.FirstInput, part.Rows)));
        Assert.Equal([0, 0, 1, 0, 0, 0, 0], done.Parts.Select(part => part.Errors));
    }

    [Fact]
    public void WithoutResumeItIsLeftAlone()
    {
        JobCase.InterruptedJob left = _job.Interrupt();

        var exception = Assert.Throws<IOException>(() => _job.Run());

        Assert.Equal(
            $"A job has left '{_job.Parts}' unfinished: ScoringOptions.Resume continues it, ScoringOptions.Force starts over.", exception.Message);
        _job.AssertIntact(left);
        _job.Run(_job.Options with { Force = true });
        _job.AssertComplete();
    }

    [Fact]
    public void ResumingWhatIsCompleteDoesNothing()
    {
        JobManifest first = _job.Run(Resumed);
        DateTime written = File.GetLastWriteTimeUtc(_job.Output);

        JobManifest second = _job.Run(Resumed, at: 0, () => Assert.Fail("An input was read."));

        Assert.Equal(first.Checksum == "" ? second.Checksum : first.Checksum, second.Checksum);
        Assert.Equal(written, File.GetLastWriteTimeUtc(_job.Output));
        _job.AssertComplete();
    }

    [Fact]
    public void AnOutputThatWasChangedIsNotTakenForComplete()
    {
        _job.Run();
        File.AppendAllText(_job.Output, "more\n");

        var exception = Assert.Throws<InvalidDataException>(() => _job.Run(Resumed));

        Assert.StartsWith(
            $"The output '{_job.Output}' was changed after it was written", exception.Message, StringComparison.Ordinal);
        File.Delete(_job.Output + ".manifest.json");
        Assert.StartsWith(
            "There is nothing to resume", Assert.Throws<IOException>(() => _job.Run(Resumed)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AnotherJobIsNotResumed()
    {
        JobCase.InterruptedJob left = _job.Interrupt();

        foreach ((ScoringOptions options, string said) in new (ScoringOptions, string)[]
        {
            (Resumed with { Format = ScoringFormat.Tsv }, "the format was 'Csv' and is 'Tsv' now"),
            (Resumed with { PartRows = 5 }, "ScoringOptions.PartRows was '4' and is '5' now"),
            (Resumed with { Shard = new Shard(1, 1, ShardBy.Hash) }, "the shard was '1/1 by Order' and is '1/1 by Hash' now"),
        })
        {
            var exception = Assert.Throws<InvalidDataException>(() => _job.Run(options));
            Assert.Equal($"'{_job.Parts}' is of another job: {said}. ScoringOptions.Force starts over.", exception.Message);
        }

        File.AppendAllText(_job.Model, "x");
        Assert.Contains(
            "the model's SHA-256 was '",
            Assert.Throws<InvalidDataException>(() => _job.Run(Resumed)).Message,
            StringComparison.Ordinal);
        _job.AssertIntact(left);
    }

    [Fact]
    public void AChangedPartIsNotJoined()
    {
        JobCase.InterruptedJob left = _job.Interrupt();
        string part = Path.Join(_job.Parts, "part-00001.csv");
        File.AppendAllText(part, "x");

        var exception = Assert.Throws<InvalidDataException>(() => _job.Run(Resumed));

        Assert.StartsWith(
            $"The part '{part}' was changed after it was written: its SHA-256 is ", exception.Message, StringComparison.Ordinal);
        Assert.Equal(left.Parts[0], File.ReadAllBytes(Path.Join(_job.Parts, "part-00000.csv")));
        File.Delete(part);
        _job.Run(Resumed);
        _job.AssertComplete();
    }

    [Fact]
    public void AChangedManifestIsNotObeyed()
    {
        JobCase.InterruptedJob left = _job.Interrupt();
        string manifest = Path.Join(_job.Parts, "manifest.json");
        string text = File.ReadAllText(manifest);
        File.WriteAllText(manifest, text.Replace("\"rows\": 4", "\"rows\": 3", StringComparison.Ordinal));

        var exception = Assert.Throws<InvalidDataException>(() => _job.Run(Resumed));

        Assert.StartsWith(
            $"The manifest '{manifest}' was changed after it was written", exception.Message, StringComparison.Ordinal);
        _job.AssertIntact(left);
        File.WriteAllText(manifest, text);
        _job.Run(Resumed);
        _job.AssertComplete();
    }

    [Fact]
    public void AChangedListingIsNotObeyed()
    {
        _job.Interrupt();
        File.AppendAllText(Path.Join(_job.Parts, "inputs.tsv"), "more.png\n");

        var exception = Assert.Throws<InvalidDataException>(() => _job.Run(Resumed));

        Assert.StartsWith(
            $"The listing '{Path.Join(_job.Parts, "inputs.tsv")}' was changed", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ItContinuesByTheListingOfItsStart()
    {
        byte[] expected = _job.Expected;
        _job.Interrupt();
        File.WriteAllText(_job.List, "something/else.png\n");

        _job.Run(Resumed);

        Assert.Equal(expected, File.ReadAllBytes(_job.Output));
    }

    [Fact]
    public void AJobThatWasKilledBeforeItsManifestStartsFromNothing()
    {
        Directory.CreateDirectory(_job.Parts);
        File.WriteAllText(Path.Join(_job.Parts, "inputs.tsv.tmp"), "half a lis");

        _job.Run(Resumed);

        _job.AssertComplete();
    }

    [Fact]
    public void ResumingOnAnotherMachineIsSaid()
    {
        _job.Interrupt();
        string file = Path.Join(_job.Parts, "manifest.json");
        JobManifest begun = ManifestFile.Read(file);
        var there = new Arithmetic("Arm64", true, "0.0.9");
        ManifestFile.Write(file, begun with { RanOn = [there] });

        JobManifest done = _job.Run(Resumed);

        Assert.Equal(
            $"The job of '{_job.Output}' began on Arm64 with fused multiply-add, version 0.0.9 and is resumed on {Arithmetic.Here}: "
            + "the last digits of its scores may differ from those of a job on one machine.",
            Assert.Single(_job.Log.Warnings));
        Assert.Equal([there, Arithmetic.Here], done.RanOn!);
        _job.AssertComplete();
    }

    [Fact]
    public void AManifestThatDoesNotSayWhereIsResumed()
    {
        _job.Interrupt();
        string file = Path.Join(_job.Parts, "manifest.json");
        ManifestFile.Write(file, ManifestFile.Read(file) with { RanOn = null });

        JobManifest done = _job.Run(Resumed);

        Assert.Empty(_job.Log.Warnings);
        Assert.Null(done.RanOn);
        _job.AssertComplete();
    }
}
