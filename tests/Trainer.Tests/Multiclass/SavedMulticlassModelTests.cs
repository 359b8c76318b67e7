using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetShallow.Tests.Shared;

namespace MlNetShallow.Trainer.Tests.Multiclass;

/// <summary>What a multiclass model is after <c>new MLContext().Model.Load</c>.</summary>
public class SavedMulticlassModelTests
{
    private readonly MLContext _context = new(seed: 1);

    [Theory]
    [InlineData(false, 12)]
    [InlineData(true, 12)]
    [InlineData(false, 0)]
    public void ALoadedModelPredictsTheSame(bool bytes, int hiddenUnits)
    {
        IDataView data = bytes ? Rings.Bytes(_context) : Rings.Singles(_context);
        var model = Rings.Trainer(_context, Few(hiddenUnits)).Fit(data);

        ITransformer loaded = EstimatorWorkout.SaveAndLoad(model, data.Schema);

        Assert.Equal(Scores(model, data), Scores(loaded, data));
        Assert.Equal(Classes(model, data), Classes(loaded, data));
        Assert.Equal(
            model.GetOutputSchema(data.Schema).Select(column => (column.Name, column.Type)),
            loaded.GetOutputSchema(data.Schema).Select(column => (column.Name, column.Type)));
        Assert.Equal(model.Model.Network.W1.ToArray(), ShallowNetworkModelParameters.FromModel(loaded).Network.W1.ToArray());
    }

    [Fact]
    public void TheClassesKeepTheirNames()
    {
        IDataView data = Rings.Singles(_context);
        var model = Rings.Trainer(_context, Few()).Fit(data);

        DataViewSchema schema = EstimatorWorkout.SaveAndLoad(model, data.Schema).GetOutputSchema(data.Schema);

        VBuffer<ReadOnlyMemory<char>> expected = default, keyValues = default, slotNames = default;
        data.Schema["Label"].GetKeyValues(ref expected);
        schema["PredictedLabel"].GetKeyValues(ref keyValues);
        schema["Score"].GetSlotNames(ref slotNames);
        Assert.Equal(Texts(expected), Texts(keyValues));
        Assert.Equal(Texts(expected), Texts(slotNames));
        ReadOnlyMemory<char> kind = default;
        schema["PredictedLabel"].Annotations.GetValue("ScoreColumnKind", ref kind);
        Assert.Equal("MulticlassClassification", kind.ToString());
    }

    [Fact]
    public void ALoadedPipelineNamesTheClassOfAnExample()
    {
        IDataView data = _context.Data.LoadFromEnumerable(Rings.Points);
        var model = _context.Transforms.Conversion.MapValueToKey("Label", "Class")
            .Append(Rings.Trainer(_context))
            .Append(_context.Transforms.Conversion.MapKeyToValue("Named", "PredictedLabel"))
            .Fit(data);

        using var engine = new MLContext().Model.CreatePredictionEngine<RingPoint, NamedPrediction>(
            EstimatorWorkout.SaveAndLoad(model, data.Schema));

        Assert.Equal("inner", engine.Predict(new RingPoint { Features = [0.5f, 0.5f] }).Named);
        Assert.Equal("outer", engine.Predict(new RingPoint { Features = [0.02f, 0.02f] }).Named);
    }

    // Blocks of 16 and of 128, full ones and one that is not.
    [Theory]
    [InlineData(16)]
    [InlineData(17)]
    [InlineData(128)]
    [InlineData(300)]
    public void ManyClassesAreSavedInBlocks(int classes)
    {
        IDataView data = Labelled(Enumerable.Range(0, 5 * classes).Select(i => $"class {i % classes}"));
        var model = Rings.Trainer(_context, Few()).Fit(data);

        ITransformer loaded = EstimatorWorkout.SaveAndLoad(model, data.Schema);

        Assert.Equal(Scores(model, data), Scores(loaded, data));
        Assert.Equal(
            new VectorDataViewType(NumberDataViewType.Single, classes), loaded.GetOutputSchema(data.Schema)["Score"].Type);
        VBuffer<ReadOnlyMemory<char>> names = default;
        loaded.GetOutputSchema(data.Schema)["Score"].GetSlotNames(ref names);
        Assert.Equal(Enumerable.Range(0, classes).Select(i => $"class {i}"), Texts(names));
    }

    [Fact]
    public void AColumnOfTheUsersIsNeverLost()
    {
        IDataView data = Labelled(Enumerable.Range(0, 60).Select(i => ((string[])["Extra", "Named", ""])[i % 3]));
        var model = Rings.Trainer(_context, Few()).Fit(data);
        ITransformer loaded = EstimatorWorkout.SaveAndLoad(model, data.Schema);

        IDataView more = _context.Data.LoadFromEnumerable(
            Enumerable.Range(0, 3).Select(i => new MorePoint { Extra = $"extra {i}", Features = Rings.Points[i].Features }));
        IDataView scored = loaded.Transform(more);

        Assert.Equal(
            ["extra 0", "extra 1", "extra 2"],
            scored.GetColumn<ReadOnlyMemory<char>>("Extra").Select(text => text.ToString()));
        Assert.Equal(
            model.Transform(more).Schema.Select(column => column.Name), scored.Schema.Select(column => column.Name));
    }

    [Fact]
    public void AClassMayBeNamedAsAColumn()
    {
        IDataView data = Labelled(Enumerable.Range(0, 60).Select(i => ((string[])["Features", "Score", "Class"])[i % 3]));
        var model = Rings.Trainer(_context, Few()).Fit(data);

        ITransformer loaded = EstimatorWorkout.SaveAndLoad(model, data.Schema);

        Assert.Equal(
            model.GetOutputSchema(data.Schema).Select(column => (column.Name, column.Type)),
            loaded.GetOutputSchema(data.Schema).Select(column => (column.Name, column.Type)));
        Assert.Equal(Scores(model, data), Scores(loaded, data));
        VBuffer<ReadOnlyMemory<char>> keyValues = default, slotNames = default;
        loaded.GetOutputSchema(data.Schema)["PredictedLabel"].GetKeyValues(ref keyValues);
        loaded.GetOutputSchema(data.Schema)["Score"].GetSlotNames(ref slotNames);
        Assert.Equal(["Features", "Score", "Class"], Texts(keyValues));
        Assert.Equal(["Features", "Score", "Class"], Texts(slotNames));
    }

    [Fact]
    public void KeyValuesThatAreNumbersStayNumbers()
    {
        IDataView numbers = _context.Data.LoadFromEnumerable(
            Rings.Points.Select((point, i) => new DigitPoint { Digit = 5 + (10 * (i % 3)), Features = point.Features }));
        IDataView data = _context.Transforms.Conversion.MapValueToKey("Label", "Digit").Fit(numbers).Transform(numbers);
        var model = Rings.Trainer(_context, Few()).Fit(data);

        DataViewSchema schema = EstimatorWorkout.SaveAndLoad(model, data.Schema).GetOutputSchema(data.Schema);

        VBuffer<int> fitted = default, loaded = default;
        model.GetOutputSchema(data.Schema)["PredictedLabel"].GetKeyValues(ref fitted);
        schema["PredictedLabel"].GetKeyValues(ref loaded);
        Assert.Equal([5, 15, 25], fitted.DenseValues());
        Assert.Equal([5, 15, 25], loaded.DenseValues());
    }

    // A loaded model joins its scores of columns, which gives them names.
    [Theory]
    [InlineData("numbers")]
    [InlineData("texts")]
    [InlineData("none")]
    public void TheSlotsHaveTheSameNamesFittedLoadedAndRestored(string keys)
    {
        IDataView numbers = _context.Data.LoadFromEnumerable(
            Rings.Points.Select((point, i) => new DigitPoint
            {
                Digit = 5 + (10 * (i % 3)), Key = (uint)(i % 3), Features = point.Features,
            }));
        IDataView data = keys switch
        {
            "numbers" => _context.Transforms.Conversion.MapValueToKey("Label", "Digit").Fit(numbers).Transform(numbers),
            "texts" => Rings.Singles(_context),
            _ => _context.Transforms.CopyColumns("Label", "Key").Fit(numbers).Transform(numbers),
        };
        string[] expected = keys switch
        {
            "numbers" => ["5", "15", "25"],
            "texts" => [.. Rings.Points.Select(point => point.Class).Distinct()],
            _ => ["1", "2", "3"],
        };
        ShallowNetworkMulticlassTrainer trainer = Rings.Trainer(_context, Few());
        ITransformer model = trainer.Fit(data), loaded = EstimatorWorkout.SaveAndLoad(model, data.Schema);

        foreach (ITransformer form in (ITransformer[])[model, loaded, loaded.RestoreShallowNetwork()])
        {
            VBuffer<ReadOnlyMemory<char>> names = default;
            form.GetOutputSchema(data.Schema)["Score"].GetSlotNames(ref names);
            Assert.Equal(expected, Texts(names));
            Assert.Equal(
                _context.MulticlassClassification.Evaluate(model.Transform(data)).ConfusionMatrix.GetFormattedConfusionTable(),
                _context.MulticlassClassification.Evaluate(form.Transform(data)).ConfusionMatrix.GetFormattedConfusionTable());
        }

        Assert.Contains(
            trainer.GetOutputSchema(EstimatorWorkout.ShapeOf(data)).Single(column => column.Name == "Score").Annotations,
            annotation => annotation.Name == "SlotNames");
    }

    private static Action<ShallowNetworkMulticlassTrainer.Options> Few(int hiddenUnits = 4)
        => options => (options.NumberOfHiddenUnits, options.NumberOfEpochs) = (hiddenUnits, 3);

    private IDataView Labelled(IEnumerable<string> classes) => Rings.WithKeys(_context, _context.Data.LoadFromEnumerable(
        classes.Select((name, i) => new RingPoint { Class = name, Features = Rings.Points[i % Rings.Points.Length].Features })));

    private static float[] Scores(ITransformer model, IDataView data)
        => [.. model.Transform(data).GetColumn<VBuffer<float>>("Score").SelectMany(score => score.DenseValues().ToArray())];

    private static uint[] Classes(ITransformer model, IDataView data)
        => [.. model.Transform(data).GetColumn<uint>("PredictedLabel")];

    private static string[] Texts(VBuffer<ReadOnlyMemory<char>> texts)
        => [.. texts.DenseValues().Select(text => text.ToString())];

    private sealed class MorePoint
    {
        public string Extra { get; set; } = "";

        [VectorType(2)]
        public float[] Features { get; set; } = [];
    }

    private sealed class NamedPrediction
    {
        public string Named { get; set; } = "";
    }

    private sealed class DigitPoint
    {
        public int Digit { get; set; }

        [KeyType(3)]
        public uint Key { get; set; }

        [VectorType(2)]
        public float[] Features { get; set; } = [];
    }
}
