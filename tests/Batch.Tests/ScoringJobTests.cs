using MlNetShallow.Batch.Manifests;
using MlNetShallow.Data.Rows;

namespace MlNetShallow.Batch.Tests;

/// <summary>A job as a program calls it.</summary>
public sealed class ScoringJobTests(DrawnSets sets) : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ScoringModel _model = ScoringModel.Load(sets.Model);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task AFolderAListAndPathsAreTheSamePictures()
    {
        string folder = Path.Combine(sets.Train, "cat");
        await File.WriteAllLinesAsync(_folder["list.txt"], sets.Cats, TestContext.Current.CancellationToken);

        string[] sums =
        [
            await Run(ScoringInputs.Folder(folder)),
            await Run(ScoringInputs.Folder(sets.Train, "cat/*")),
            await Run(ScoringInputs.List(_folder["list.txt"])),
            await Run(ScoringInputs.Paths(sets.Cats)),
            await Run(ScoringInputs.FromPath(folder)),
        ];

        Assert.Equal(16, sets.Cats.Length);
        Assert.Single(sums.Distinct());

        async Task<string> Run(ScoringInputs inputs) => (await Job(inputs, new() { Force = true }).RunAsync(
            cancellation: TestContext.Current.CancellationToken)).Sha256;
    }

    [Fact]
    public async Task ItTellsHowFarItIsAndWhatItWrote()
    {
        var steps = new List<ScoringProgress>();

        ScoringResult result = await Job(ScoringInputs.Paths([.. sets.Cats, "missing.png"])).RunAsync(
            new Reports(steps.Add), TestContext.Current.CancellationToken);

        Assert.Equal(new ScoringProgress("pictures", Total: 17, Done: 0, Errors: 0), steps[0]);
        Assert.Equal(new ScoringProgress("pictures", Total: 17, Done: 17, Errors: 1), steps[^1]);
        Assert.Equal((17L, 1L), (result.Rows, result.Errors));
        Assert.Equal(_folder["scores.csv"], result.OutputPath);
        FinishedOutput written = ManifestFile.Read(result.ManifestPath).Result!;
        Assert.Equal(written.Sha256, result.Sha256);
        Assert.Equal([Arithmetic.Here], ManifestFile.Read(result.ManifestPath).RanOn!);
    }

    [Fact]
    public async Task AModelInMemoryTakesPicturesToo()
    {
        ScoringModel fitted = ScoringModel.FromTransformer(sets.Fitted, sets.InputSchema);
        Assert.True(fitted.TakesPictures);
        Assert.Equal(["noncat", "cat"], fitted.Classes);

        ScoringResult inMemory = await new ScoringJob(fitted, ScoringInputs.Paths(sets.Cats), _folder["fitted.csv"])
            .RunAsync(cancellation: TestContext.Current.CancellationToken);
        ScoringResult loaded = await Job(ScoringInputs.Paths(sets.Cats)).RunAsync(
            cancellation: TestContext.Current.CancellationToken);

        Assert.Equal(loaded.Sha256, inMemory.Sha256);
    }

    [Fact]
    public async Task ItIsStoppedByItsToken()
    {
        using var stop = new CancellationTokenSource();
        Task<ScoringResult> job = Job(ScoringInputs.Paths(sets.Cats)).RunAsync(new Reports(_ => stop.Cancel()), stop.Token);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => job);

        Assert.Empty(_folder.Entries);
    }

    [Fact]
    public async Task AShardsFileHasItInItsName()
    {
        ScoringResult result = await Job(ScoringInputs.Paths(sets.Cats), new() { Shard = new Shard(2, 3) }).RunAsync(
            cancellation: TestContext.Current.CancellationToken);

        Assert.Equal(_folder["scores.0002-of-0003.csv"], result.OutputPath);
        Assert.Equal(5, result.Rows);
    }

    [Fact]
    public async Task WhatIsOfAnotherKindIsRefused()
    {
        await Refused(ScoringInputs.Folder(sets.Model), $"The input '{sets.Model}' is not a folder.");
        await Refused(ScoringInputs.List(sets.Train), $"The input '{sets.Train}' is not a file.");
        await Refused(ScoringInputs.Table(sets.Model, ["id"]), "ScoringInputs.keep is for the tables of models that take columns;");
        await Refused(ScoringInputs.List(sets.Cats[0], "file"), "ScoringInputs.pathColumn names a column of a TSV, CSV or JSON Lines file;");
        Assert.Empty(_folder.Entries);

        async Task Refused(ScoringInputs inputs, string said) => Assert.StartsWith(
            said,
            (await Assert.ThrowsAsync<InvalidDataException>(
                () => Job(inputs).RunAsync(cancellation: TestContext.Current.CancellationToken))).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void OptionsOutOfTheirRangeAreRefused()
    {
        Refused(nameof(ScoringOptions.PartRows), new() { PartRows = 0 });
        Refused(nameof(ScoringOptions.MaxErrors), new() { MaxErrors = -1 });
        Refused(nameof(ScoringOptions.Threads), new() { Threads = -1 });
        Refused("options", new() { Shard = new Shard(3, 2) });
        Assert.Throws<ArgumentException>("options", () => Job(ScoringInputs.Paths([]), new() { Resume = true, Force = true }));

        void Refused(string name, ScoringOptions options)
            => Assert.Throws<ArgumentOutOfRangeException>(name, () => Job(ScoringInputs.Paths([]), options));
    }

    [Fact]
    public async Task AnExtensionThatIsNoFormatIsSaid()
    {
        var refused = await Assert.ThrowsAsync<InvalidDataException>(
            () => new ScoringJob(_model, ScoringInputs.Paths(sets.Cats), _folder["scores.xls"])
                .RunAsync(cancellation: TestContext.Current.CancellationToken));

        Assert.EndsWith("ScoringOptions.Format chooses one for any name.", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void EveryFormatCanBeAskedFor()
    {
        Assert.Equal(Enum.GetNames<OutputFormat>(), Enum.GetNames<ScoringFormat>());
        Assert.All(OutputForm.Formats, pair => Assert.Equal($"{pair.Key}", $"{pair.Value}"));
        Assert.Equal(Enum.GetValues<ScoringFormat>(), OutputForm.Formats.Keys.Order());
    }

    private ScoringJob Job(ScoringInputs inputs, ScoringOptions? options = null)
        => new(_model, inputs, _folder["scores.csv"], options);

    private sealed class Reports(Action<ScoringProgress> report) : IProgress<ScoringProgress>
    {
        public void Report(ScoringProgress value) => report(value);
    }
}
