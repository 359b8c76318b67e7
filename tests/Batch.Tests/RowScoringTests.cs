using System.Globalization;
using Microsoft.ML;
using Row = MlNetShallow.Batch.Tests.TableCase.Row;

namespace MlNetShallow.Batch.Tests;

/// <summary>Rows that a program has, scored with a model that it has.</summary>
public sealed class RowScoringTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private int _timesRead;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task AViewHasTheScoresOfTheModelsOwnTransform()
    {
        IDataView data = new MLContext().Data.LoadFromEnumerable(TableCase.Rows);

        ScoringResult result = await Run(ScoringInputs.DataView(data), new() { PartRows = 4 });

        Assert.Equal((TableCase.Count, 1L, 0L, false), (result.Rows, result.Errors, result.FilledIn, result.WasComplete));
        Assert.Equal(
            TableCase.Scores(TableCase.Shared.Model, TableCase.Rows),
            Csv(result.OutputPath).Select(row => row[1] == "" ? float.NaN : float.Parse(row[1], CultureInfo.InvariantCulture)));
        Assert.Equal(
            "\"There is no number in the column 'Number', and the model does not fill it in.\"", Csv(result.OutputPath)[10][2]);
    }

    [Fact]
    public async Task AStreamIsReadOnceAndGivesTheSame()
    {
        IDataView data = new MLContext().Data.LoadFromEnumerable(TableCase.Rows);
        ScoringResult view = await Run(ScoringInputs.DataView(data, ["Word", "Count"]), name: "view.csv");

        ScoringResult stream = await Run(ScoringInputs.Rows(Stream(), ["Word", "Count"]), name: "stream.csv");

        Assert.Equal(1, _timesRead);
        Assert.Equal(view.Sha256, stream.Sha256);
        Assert.StartsWith(
            "input,Word,Count,prediction,error\n1,\"a,\"\"b\"\"\",0,",
            await File.ReadAllTextAsync(stream.OutputPath, TestContext.Current.CancellationToken),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnInterruptedStreamIsResumedWithTheRowsThatItBeganWith()
    {
        ScoringResult whole = await Run(ScoringInputs.Rows(Stream()), name: "whole.csv");
        var failed = await Assert.ThrowsAsync<IOException>(
            () => Run(ScoringInputs.Rows(Stream()), new() { PartRows = 4, MaxErrors = 0, Threads = 1 }));
        Assert.EndsWith(
            $"Of 25 inputs 8 are finished in '{_folder["scores.csv.parts"]}'; ScoringOptions.Resume continues from there.",
            failed.Message,
            StringComparison.Ordinal);
        _timesRead = 0;

        ScoringResult resumed = await Run(ScoringInputs.Rows(Others()), new() { Resume = true });
        ScoringResult again = await Run(ScoringInputs.Rows(Others()), new() { Resume = true });

        Assert.Equal(0, _timesRead);
        Assert.Equal(whole.Sha256, resumed.Sha256);
        Assert.Equal((false, true), (resumed.WasComplete, again.WasComplete));
        Assert.Equal(whole.Sha256, again.Sha256);
    }

    [Fact]
    public async Task RowsThatWereChangedOrAreOfAnotherNameAreNotResumed()
    {
        await Assert.ThrowsAsync<IOException>(
            () => Run(ScoringInputs.Rows(Stream()), new() { PartRows = 4, MaxErrors = 0, Threads = 1 }));
        string kept = _folder["scores.csv.parts", "inputs.rows"];

        var named = await Assert.ThrowsAsync<InvalidDataException>(
            () => Run(ScoringInputs.Rows(Stream(), name: "Tuesday"), new() { Resume = true }));
        await File.AppendAllTextAsync(kept, "x", TestContext.Current.CancellationToken);
        var changed = await Assert.ThrowsAsync<InvalidDataException>(
            () => Run(ScoringInputs.Rows(Stream()), new() { Resume = true }));

        Assert.Contains("the input was 'rows' and is 'Tuesday' now", named.Message, StringComparison.Ordinal);
        Assert.StartsWith($"The listing '{kept}' was changed after it was written", changed.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ShardBy.Order, 1)]
    [InlineData(ShardBy.Order, 4)]
    [InlineData(ShardBy.Hash, 3)]
    [InlineData(ShardBy.Order, 40)]
    public async Task ShardsOfAStreamMergeToTheWhole(ShardBy by, int count)
    {
        ScoringResult whole = await Run(ScoringInputs.Rows(Stream()), name: "whole.csv");
        var shards = new List<string>();
        foreach (int number in Enumerable.Range(1, count))
        {
            ScoringOptions options = new() { Shard = new Shard(number, count, by) };
            shards.Add((await Run(ScoringInputs.Rows(Stream()), options)).OutputPath);
        }

        MergeResult merged = await new MergeJob(shards, _folder["merged.csv"]).RunAsync(TestContext.Current.CancellationToken);

        Assert.Equal((TableCase.Count, 1, count), (merged.Rows, merged.Errors, merged.Shards));
        Assert.Equal(Csv(whole.OutputPath).OrderBy(Number), Csv(merged.OutputPath).OrderBy(Number));
        if (by == ShardBy.Order)
            Assert.Equal(whole.Sha256, merged.Sha256);

        static int Number(string[] row) => int.Parse(row[0], CultureInfo.InvariantCulture);
    }

    [Fact]
    public void AModelInMemoryIsKnownByWhatItIsSavedAs()
    {
        Thread.Sleep(TimeSpan.FromSeconds(2.1)); // An archive has the time of its making, to two seconds.
        ScoringModel again = TableCase.Shared.ScoringModel;

        Assert.Equal(Model.Sha256, again.Sha256);
        Assert.Equal("model in memory", again.Name);
        Assert.Equal(ScoringTask.Regression, again.Task);
        Assert.Equal(["Count", "Flag", "Number", "Vector", "Word"], again.InputColumns.Order());
    }

    [Fact]
    public async Task AModelInMemoryAndItsFileGiveTheSame()
    {
        new MLContext().Model.Save(TableCase.Shared.Model, TableCase.Shared.InputSchema, _folder["model.zip"]);
        ScoringResult inMemory = await Run(ScoringInputs.Rows(Stream()));

        ScoringResult loaded = await new ScoringJob(
            ScoringModel.Load(_folder["model.zip"]), ScoringInputs.Rows(Stream()), _folder["loaded.csv"])
            .RunAsync(cancellation: TestContext.Current.CancellationToken);

        Assert.Equal(inMemory.Sha256, loaded.Sha256);
    }

    [Fact]
    public async Task AnOffsetIsAddedAsTheModelsOwnTransformDoes()
    {
        MLContext context = new(seed: 1);
        Row[] rows = [.. TableCase.Rows.Where(row => float.IsFinite(row.Number))];
        IDataView data = context.Data.LoadFromEnumerable(rows);
        ITransformer model = context.Transforms.NormalizeMinMax("Log", "Number")
            .Append(context.Transforms.CopyColumns("Features", "Vector"))
            .Append(context.Regression.Trainers.ShallowNetwork(new ShallowNetworkRegressionTrainer.Options
            {
                LabelColumnName = "Target", Loss = RegressionLoss.Poisson, OffsetColumnName = "Log", NumberOfHiddenUnits = 3,
                NumberOfEpochs = 5,
            }))
            .Fit(data);
        var scoring = ScoringModel.FromTransformer(model, data.Schema);

        ScoringResult result = await new ScoringJob(
            scoring, ScoringInputs.DataView(context.Data.LoadFromEnumerable(TableCase.Rows)), _folder["scores.csv"])
            .RunAsync(cancellation: TestContext.Current.CancellationToken);

        Assert.Equal(["Number", "Vector"], scoring.InputColumns.Order(StringComparer.Ordinal));
        Assert.Equal(
            TableCase.Scores(model, TableCase.Rows),
            Csv(result.OutputPath).Select(row => row[1] == "" ? float.NaN : float.Parse(row[1], CultureInfo.InvariantCulture)));
        Assert.Equal(
            "\"There is no number in the column 'Number', and the model does not fill it in.\"", Csv(result.OutputPath)[10][2]);
    }

    [Fact]
    public async Task WhatTheModelCannotTakeIsSaid()
    {
        MLContext context = new();
        IDataView lacking = context.Transforms.DropColumns("Word").Fit(Rows()).Transform(Rows());
        IDataView otherType = context.Transforms.Conversion.ConvertType("Number", outputKind: Microsoft.ML.Data.DataKind.Double)
            .Fit(Rows()).Transform(Rows());

        await Refused(
            "'rows' has no column 'Word', which the model 'model in memory' takes; it has Number, Count, Flag, Vector, Target.",
            ScoringInputs.DataView(lacking));
        await Refused("'rows' has no column 'Id', which ScoringInputs.keep names; it has", ScoringInputs.DataView(Rows(), ["Id"]));
        await Refused(
            "The column 'Number' of 'rows' is Double; the model takes Single.", ScoringInputs.DataView(otherType));
        await Refused(
            "The column 'Vector' of 'rows' is a vector, which no column of the output can hold.",
            ScoringInputs.DataView(Rows(), ["Vector"]));
        await Refused("There are no rows to score in 'rows'.", ScoringInputs.DataView(context.Data.SkipRows(Rows(), TableCase.Count)));
        await Refused("The model 'model in memory' takes no pictures but the columns", ScoringInputs.Paths(["a.png"]));
        Assert.Empty(_folder.Entries);

        IDataView Rows() => context.Data.LoadFromEnumerable(TableCase.Rows);
    }

    [Fact]
    public async Task WhatTheSourceThrowsIsThrown()
    {
        var failed = await Assert.ThrowsAsync<TimeoutException>(() => Run(ScoringInputs.Rows(Broken())));

        Assert.Equal("The database is gone.", failed.Message);
        Assert.Empty(_folder.Entries);
    }

    private static ScoringModel Model { get; } = TableCase.Shared.ScoringModel;

    private static string[][] Csv(string file) =>
        [.. File.ReadAllLines(file).Skip(1).Select(line => line.Split(',', 3))];

    private async Task Refused(string said, ScoringInputs inputs)
        => Assert.StartsWith(
            said, (await Assert.ThrowsAsync<InvalidDataException>(() => Run(inputs))).Message, StringComparison.Ordinal);

    private Task<ScoringResult> Run(ScoringInputs inputs, ScoringOptions? options = null, string name = "scores.csv")
        => new ScoringJob(Model, inputs, _folder[name], options).RunAsync(cancellation: TestContext.Current.CancellationToken);

    private async IAsyncEnumerable<Row> Stream()
    {
        _timesRead++;
        foreach (Row row in TableCase.Rows)
        {
            await Task.Yield();
            yield return row;
        }
    }

    private async IAsyncEnumerable<Row> Others()
    {
        await foreach (Row row in Stream())
            yield return new Row { Number = -row.Number, Vector = row.Vector };
    }

    private static async IAsyncEnumerable<Row> Broken()
    {
        yield return TableCase.Rows[0];
        await Task.Yield();
        throw new TimeoutException("The database is gone.");
    }
}
