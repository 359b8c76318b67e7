using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetShallow.Trainer.Tests.Multiclass;
using MlNetShallow.Trainer.Tests.Regression;

namespace MlNetShallow.Trainer.Tests.Persistence;

/// <summary>What a saved model is once it is restored: that which was fitted.</summary>
public class RestoredModelTests
{
    private readonly MLContext _context = new(seed: 1);

    public static TheoryData<string, bool> Kinds => new()
    {
        { "binary", false }, { "binary", true }, { "multiclass", false }, { "multiclass", true }, { "regression", false },
        { "regression", true },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void ItHasTheSchemaAndTheAnnotationsOfTheFittedOne(string task, bool bytes)
    {
        (ITransformer model, IDataView data) = Fit(task, bytes);

        ShallowNetworkModel restored = Reload(model, data);

        Assert.Equal(Described(model.GetOutputSchema(data.Schema)), Described(restored.GetOutputSchema(data.Schema)));
        Assert.Equal(Described(model.Transform(data).Schema), Described(restored.Transform(data).Schema));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void ItPredictsTheSame(string task, bool bytes)
    {
        (ITransformer model, IDataView data) = Fit(task, bytes);

        ShallowNetworkModel restored = Reload(model, data);

        Assert.Equal(Scores(model, data), Scores(restored, data));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void ItIsSavedAgainAsBefore(string task, bool bytes)
    {
        (ITransformer network, IDataView data) = Fit(task, bytes);
        var model = new TransformerChain<ITransformer>(
            _context.Transforms.CopyColumns("Copy", "Features").Fit(data),
            network,
            _context.Transforms.CopyColumns("Last", "Score").Fit(network.Transform(data)));

        byte[] again = Save(Reload(model, data), data);

        using var stream = new MemoryStream(again);
        ITransformer loaded = new MLContext().Model.Load(stream, out _);
        Assert.Equal(Scores(model, data), Scores(loaded, data));
        Assert.Equal(
            model.GetOutputSchema(data.Schema).Select(column => (column.Name, column.Type)),
            loaded.GetOutputSchema(data.Schema).Select(column => (column.Name, column.Type)));
        Assert.Equal(Described(model.GetOutputSchema(data.Schema)), Described(
            loaded.RestoreShallowNetwork().GetOutputSchema(data.Schema)));
    }

    [Fact]
    public void TheStagesBeforeAndAfterAreThere()
    {
        IDataView data = _context.Data.LoadFromEnumerable(Rings.Points);
        var model = _context.Transforms.Conversion.MapValueToKey("Label", "Class")
            .Append(_context.Transforms.CopyColumns("Inputs", "Features"))
            .Append(Rings.Trainer(_context, options => options.FeatureColumnName = "Inputs"))
            .Append(_context.Transforms.Conversion.MapKeyToValue("Named", "PredictedLabel"))
            .Fit(data);

        ShallowNetworkModel restored = Reload(model, data);

        Assert.Equal(4, restored.Count());
        Assert.Equal(2, restored.Before.Count());
        Assert.Same(restored.Network, restored.UpToNetwork.LastTransformer);
        Assert.Equal(3, restored.UpToNetwork.Count());
        Assert.Single(restored.After);
        Assert.Equal("Inputs", restored.Network.FeatureColumnName);
        Assert.Equal(Texts(model.Transform(data)), Texts(restored.Transform(data)));

        static string[] Texts(IDataView scored)
            => [.. scored.GetColumn<ReadOnlyMemory<char>>("Named").Select(text => text.ToString())];
    }

    [Fact]
    public void WhatIsForTrainingAloneStaysSo()
    {
        IDataView data = _context.Data.LoadFromEnumerable(Rings.Points);
        var model = new EstimatorChain<ITransformer>()
            .Append(_context.Transforms.Conversion.MapValueToKey("Label", "Class"), TransformerScope.TrainTest)
            .Append(Rings.Trainer(_context, options => options.NumberOfEpochs = 2))
            .Fit(data);

        ShallowNetworkModel restored = Reload(model, data);

        Assert.Null(restored.GetOutputSchema(data.Schema).GetColumnOrNull("Label"));
        Assert.Equal(Scores(model, data), Scores(restored, data));

        // In a chain with others, and restored of that, too.
        ShallowNetworkModel again = new TransformerChain<ITransformer>(model.RestoreShallowNetwork()).RestoreShallowNetwork();
        Assert.Single(again.Before);
        Assert.Empty(again.Before.GetModelFor(TransformerScope.Scoring));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void WhatWasLearntAndToldIsThere(string task, bool bytes)
    {
        (ITransformer model, IDataView data) = Fit(task, bytes);
        var fitted = (ShallowNetworkTransformer)model;

        ShallowNetworkTransformer restored = Reload(model, data).Network;

        Assert.Equal(fitted.Model.Network.W1.ToArray(), restored.Model.Network.W1.ToArray());
        Assert.Equal(fitted.Model.History, restored.Model.History);
        Assert.Equal(fitted.Model.Options, restored.Model.Options);
        Assert.Equal(fitted.Model.Messages, restored.Model.Messages);
        Assert.Equal(fitted.Model.ClassNames, restored.Model.ClassNames);
        Assert.Equal(fitted.Model.LabelColumnName, restored.Model.LabelColumnName);
        Assert.Equal(fitted.FeatureColumnType, restored.FeatureColumnType);
        Assert.Equal("3", restored.Model.Options["NumberOfEpochs"]);
        Assert.Contains(restored.Model.Messages, message => message.StartsWith("Trained in the ", StringComparison.Ordinal));
        Assert.Equal(
            restored.TrainSchema.Select(column => (column.Name, column.Type)).Order(),
            fitted.TrainSchema.Where(column => column.Name is "Label" or "Features").Select(column => (column.Name, column.Type))
                .Order());
    }

    [Fact]
    public void OptionsThatWereLeftOpenAreThereAsTheyWereChosen()
    {
        IDataView data = Circles.Singles(_context);
        var model = _context.BinaryClassification.Trainers.ShallowNetwork(numberOfEpochs: 2, learningRate: 0.25).Fit(data);

        IReadOnlyDictionary<string, string> options = Reload(model, data).Network.Model.Options;

        Assert.Equal(("2", "0.25"), (options["NumberOfEpochs"], options["LearningRate"]));
        Assert.Equal("32 (chosen)", options["BatchSize"]);
        Assert.StartsWith("AdamOptimizer", options["Optimizer"], StringComparison.Ordinal);
        Assert.EndsWith(" (chosen)", options["Optimizer"], StringComparison.Ordinal);
        Assert.Equal("ByColumn (chosen)", options["FeatureScaling"]);
        Assert.False(options.ContainsKey("Progress"));
    }

    [Fact]
    public void AFittedModelAndARestoredOneAreThemselves()
    {
        (ITransformer model, IDataView data) = Fit("binary", bytes: false);

        ShallowNetworkModel restored = model.RestoreShallowNetwork();

        Assert.Same(model, restored.Network);
        Assert.Same(restored, restored.RestoreShallowNetwork());
        Assert.Same(restored.Network.Model, ShallowNetworkModelParameters.FromModel(restored));
    }

    [Fact]
    public void ItServesAPredictionEngineAndEvaluates()
    {
        (ITransformer model, IDataView data) = Fit("binary", bytes: false);

        ShallowNetworkModel restored = Reload(model, data);

        using var engine = _context.Model.CreatePredictionEngine<Point, Prediction>(restored);
        Assert.Equal(Scores(model, data)[0], engine.Predict(Circles.Points[0]).Score);
        Assert.Equal(
            _context.BinaryClassification.Evaluate(model.Transform(data)).LogLoss,
            _context.BinaryClassification.Evaluate(restored.Transform(data)).LogLoss);
    }

    [Fact]
    public void OfTwoNetworksTheLastIsRestored()
    {
        IDataView data = Circles.Singles(_context);
        var first = Circles.Trainer(_context, options => (options.Seed, options.NumberOfEpochs) = (1, 2)).Fit(data);
        var second = Circles.Trainer(_context, options => (options.Seed, options.NumberOfEpochs) = (2, 2)).Fit(data);

        ShallowNetworkModel restored = Reload(new TransformerChain<ITransformer>(first, second), data);

        Assert.Equal(second.Model.Network.W1.ToArray(), restored.Network.Model.Network.W1.ToArray());
    }

    [Fact]
    public void AModelWithoutANetworkIsRefused()
    {
        ITransformer other = _context.Transforms.CopyColumns("A", "Features").Fit(Circles.Singles(_context));

        Assert.Throws<ArgumentException>(() => other.RestoreShallowNetwork());
    }

    private (ITransformer Model, IDataView Data) Fit(string task, bool bytes) => task switch
    {
        "binary" => Fitted(
            Circles.Trainer(_context, options => options.NumberOfEpochs = 3),
            bytes ? Circles.Bytes(_context) : Circles.Singles(_context)),
        "multiclass" => Fitted(
            Rings.Trainer(_context, options => options.NumberOfEpochs = 3),
            bytes ? Rings.Bytes(_context) : Rings.Singles(_context)),
        _ => Fitted(
            Waves.Trainer(_context, options => options.NumberOfEpochs = 3),
            bytes ? Waves.Bytes(_context) : Waves.Singles(_context)),
    };

    private static (ITransformer, IDataView) Fitted(IEstimator<ITransformer> trainer, IDataView data)
        => (trainer.Fit(data), data);

    private ShallowNetworkModel Reload(ITransformer model, IDataView data)
    {
        using var stream = new MemoryStream(Save(model, data));
        ShallowNetworkModel restored = new MLContext().Model.LoadShallowNetwork(stream, out DataViewSchema? schema);
        Assert.NotNull(schema);
        return restored;
    }

    private byte[] Save(ITransformer model, IDataView data)
    {
        using var stream = new MemoryStream();
        _context.Model.Save(model, data.Schema, stream);
        return stream.ToArray();
    }

    private static float[] Scores(ITransformer model, IDataView data)
    {
        IDataView scored = model.Transform(data);
        return scored.Schema["Score"].Type is VectorDataViewType
            ? [.. scored.GetColumn<VBuffer<float>>("Score").SelectMany(score => score.DenseValues().ToArray())]
            : [.. scored.GetColumn<float>("Score")];
    }

    private static IEnumerable<string> Described(DataViewSchema schema)
    {
        foreach (DataViewSchema.Column column in schema)
        {
            yield return $"{column.Name} {column.Type}";
            foreach (DataViewSchema.Column annotation in column.Annotations.Schema)
                yield return $"{annotation.Name} {annotation.Type} {Text(column.Annotations, annotation)}";
        }
    }

    private static string Text(DataViewSchema.Annotations annotations, DataViewSchema.Column annotation)
    {
        return annotation.Type.RawType == typeof(VBuffer<ReadOnlyMemory<char>>)
            ? string.Join("|", Read<VBuffer<ReadOnlyMemory<char>>>().DenseValues())
            : annotation.Type.RawType == typeof(ReadOnlyMemory<char>) ? $"{Read<ReadOnlyMemory<char>>()}"
            : annotation.Type.RawType == typeof(bool) ? $"{Read<bool>()}" : $"{Read<uint>()}";

        T Read<T>()
        {
            T value = default!;
            annotations.GetValue(annotation.Name, ref value);
            return value;
        }
    }
}
