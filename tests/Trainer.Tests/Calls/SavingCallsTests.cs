using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetShallow.Trainer.Tests.Explanations;

namespace MlNetShallow.Trainer.Tests.Calls;

/// <summary>
/// Rows of the table "What ML.NET's calls do with a model" in docs/mlnet-integration.md: those that save, load and go on with a
/// model. Files of the other packages and formats are in SavedModelFixtureTests, annotations in RestoredModelTests.
/// </summary>
public sealed class SavingCallsTests : IDisposable
{
    private readonly MLContext _context = new(seed: 1);
    private readonly string _folder = Directory.CreateTempSubdirectory("calls-").FullName;

    public static TheoryData<string> Names => [.. Forms.Names];

    public static MatrixTheoryData<string, string> OfAllTasks => Forms.OfAllTasks;

    private string ModelFile => Path.Combine(_folder, "model.zip");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [MemberData(nameof(OfAllTasks))]
    public void SaveAndLoadByFileAndStreamKeepTheBits(string task, string form)
    {
        ITransformer model = Forms.Get(task, form);
        float[] expected = Fitted(task);

        _context.Model.Save(model, Forms.Data.Schema, ModelFile);
        using var stream = new MemoryStream();
        _context.Model.Save(model, Forms.Data.Schema, stream);
        stream.Position = 0;

        AssertSame(new MLContext().Model.Load(ModelFile, out DataViewSchema schema));
        AssertSame(new MLContext().Model.Load(stream, out _));
        AssertSame(new MLContext().Model.LoadShallowNetwork(ModelFile, out _));
        Assert.Equal(Described(Forms.Data.Schema), Described(schema));

        void AssertSame(ITransformer again) => Assert.Equal(expected, Forms.Scores(again.Transform(Forms.Data)));
    }

    [Theory]
    [MemberData(nameof(OfAllTasks))]
    public void WithALoaderTheModelReadsFilesAgain(string task, string form)
    {
        ITransformer model = Forms.Get(task, form);
        TextLoader loader = Loader();
        var file = new MultiFileSource(TextOf(Forms.Data));
        float[] expected = Forms.Scores(Forms.Get(task, "fitted").Transform(loader.Load(file)));

        _context.Model.Save(model, loader, ModelFile);
        ITransformer loaded = new MLContext().Model.LoadWithDataLoader(ModelFile, out var loadedLoader);
        using FileStream stream = File.OpenRead(ModelFile);
        ITransformer ofStream = new MLContext().Model.LoadWithDataLoader(stream, out _);

        Assert.Equal(expected, Forms.Scores(loaded.Transform(loadedLoader.Load(file))));
        Assert.Equal(expected, Forms.Scores(ofStream.Transform(loadedLoader.Load(file))));
        Assert.Equal(expected, Forms.Scores(loaded.RestoreShallowNetwork().Transform(loadedLoader.Load(file))));
        Assert.Equal(expected, Forms.Scores(loader.Append(model).Load(file)));
    }

    [Theory]
    [MemberData(nameof(OfAllTasks))]
    public void SaveAsBinaryKeepsTheBits(string task, string form)
    {
        string path = Path.Combine(_folder, "scored.idv");
        using (FileStream stream = File.Create(path))
            _context.Data.SaveAsBinary(Forms.Get(task, form).Transform(Forms.Data), stream);

        Assert.Equal(Fitted(task), Forms.Scores(_context.Data.LoadFromBinary(path)));
    }

    [Theory]
    [MemberData(nameof(OfAllTasks))]
    public void SaveAsTextWritesTheSameRows(string task, string form)
    {
        string expected = TextOf(Forms.Get(task, "fitted").Transform(Forms.Data));

        string actual = TextOf(Forms.Get(task, form).Transform(Forms.Data));

        string[] lines = File.ReadAllLines(actual);
        Assert.Equal(File.ReadAllLines(expected), lines);
        Assert.Equal(Flights.Rows.Length, lines.Length);
    }

    /// <summary>A stage that was fitted to what the model gives is appended to it, and is saved with it.</summary>
    [Theory]
    [MemberData(nameof(OfAllTasks))]
    public void AppendGoesOnWithTheModel(string task, string form)
    {
        ITransformer model = Forms.Get(task, form);
        IDataView scored = model.Transform(Forms.Data);
        var further = _context.Transforms.NormalizeMinMax("Scaled", "Score").Fit(scored);

        var chain = model.Append(further);

        float[] expected = Forms.Scores(further.Transform(scored), "Scaled");
        Assert.Same(further, chain.LastTransformer);
        ShallowNetworkModel restored = Forms.As("restored", chain, Forms.Data).RestoreShallowNetwork();
        Assert.Equal(expected, Forms.Scores(chain.Transform(Forms.Data), "Scaled"));
        Assert.Equal(expected, Forms.Scores(Forms.As("loaded", chain, Forms.Data).Transform(Forms.Data), "Scaled"));
        Assert.Equal(expected, Forms.Scores(restored.Transform(Forms.Data), "Scaled"));
        Assert.Equal(task == "multiclass" ? 2 : 1, restored.After.Count());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void AppendCacheCheckpointBeforeTheTrainerChangesNoBit(string form)
    {
        var trainer = _context.Regression.Trainers.ShallowNetwork(
            "Delay", numberOfHiddenUnits: 4, numberOfEpochs: 3, learningRate: 0.01);
        float[] expected = Forms.Scores(
            Flights.Featurize(_context).Append(trainer).Fit(Forms.Data).Transform(Forms.Data));

        ITransformer cached = Flights.Featurize(_context).AppendCacheCheckpoint(_context).Append(trainer).Fit(Forms.Data);

        Assert.Equal(expected, Forms.Scores(Forms.As(form, cached, Forms.Data).Transform(Forms.Data)));
    }

    private static float[] Fitted(string task) => Forms.Scores(Forms.Get(task, "fitted").Transform(Forms.Data));

    private static IEnumerable<(string, DataViewType)> Described(DataViewSchema schema)
        => schema.Select(column => (column.Name, column.Type));

    private string TextOf(IDataView data)
    {
        string path = Path.Combine(_folder, Path.GetRandomFileName());
        using FileStream stream = File.Create(path);
        _context.Data.SaveAsText(data, stream, headerRow: false, schema: false);
        return path;
    }

    private TextLoader Loader() => _context.Data.CreateTextLoader(
    [
        new TextLoader.Column("Wind", DataKind.Single, 0), new TextLoader.Column("Carrier", DataKind.String, 1),
        new TextLoader.Column("Hour", DataKind.Single, 2), new TextLoader.Column("Delay", DataKind.Single, 3),
        new TextLoader.Column("IsLate", DataKind.Boolean, 4), new TextLoader.Column("Kind", DataKind.String, 5),
    ]);
}
