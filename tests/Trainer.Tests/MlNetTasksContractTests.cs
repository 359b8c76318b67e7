using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlNetShallow.Trainer.Tests;

/// <summary>What the project relies on of ML.NET for several classes and for regression.</summary>
public class MlNetTasksContractTests
{
    private readonly MLContext _context = new(seed: 1);

    // Of class 1 both are right, of class 2 one is right and one taken for class 3; of class 3 there is none. The row without
    // a score does not count.
    [Fact]
    public void MetricsOfSeveralClassesFollowFromTheirScores()
    {
        IDataView data = _context.Data.LoadFromEnumerable(
        [
            new ScoredClass { Label = 0, Score = [0.5f, 0.25f, 0.25f] },
            new ScoredClass { Label = 0, Score = [0.75f, 0.125f, 0.125f] },
            new ScoredClass { Label = 1, Score = [0.25f, 0.5f, 0.25f] },
            new ScoredClass { Label = 1, Score = [0.125f, 0.125f, 0.75f] },
            new ScoredClass { Label = 1, Score = [float.NaN, 0, 1] },
        ]);

        var metrics = _context.MulticlassClassification.Evaluate(data);

        double[] losses = [-Math.Log(0.5), -Math.Log(0.75), -Math.Log(0.5), -Math.Log(0.125)];
        Assert.Equal(3.0 / 4, metrics.MicroAccuracy, 1e-12);
        Assert.Equal((1 + 0.5) / 2, metrics.MacroAccuracy, 1e-12);
        Assert.Equal(losses.Average(), metrics.LogLoss, 1e-6);
        // Half the rows are of each of two classes: to say so costs ln 2 a row.
        Assert.Equal((Math.Log(2) - losses.Average()) / Math.Log(2), metrics.LogLossReduction, 1e-6);
        Assert.Equal([2, 0, 0], metrics.ConfusionMatrix.Counts[0]);
        Assert.Equal([0, 1, 1], metrics.ConfusionMatrix.Counts[1]);
        Assert.Equal([0, 0, 0], metrics.ConfusionMatrix.Counts[2]);
        Assert.Equal(losses[..2].Average(), metrics.PerClassLogLoss[0], 1e-6);
        Assert.Equal(losses[2..].Average(), metrics.PerClassLogLoss[1], 1e-6);
    }

    // Errors 1, -1, 0 and 2 of labels 1, 2, 3 and 6, whose mean is 3 and whose squared deviations sum to 14.
    [Fact]
    public void MetricsOfARegressionFollowFromItsErrors()
    {
        (float Label, float Score)[] rows = [(1, 2), (2, 1), (3, 3), (6, 8)];
        IDataView data = _context.Data.LoadFromEnumerable(
            rows.Select(row => new NumberScore { Label = row.Label, Score = row.Score }));

        var metrics = _context.Regression.Evaluate(data);

        Assert.Equal(1, metrics.MeanAbsoluteError, 1e-12);
        Assert.Equal(6.0 / 4, metrics.MeanSquaredError, 1e-12);
        Assert.Equal(Math.Sqrt(6.0 / 4), metrics.RootMeanSquaredError, 1e-12);
        Assert.Equal(1 - (6.0 / 14), metrics.RSquared, 1e-12);
    }

    [Fact]
    public void KeysCountValuesAsTheyComeAndBecomeThemAgain()
    {
        IDataView data = Named("pear", "fig", "", "pear", "apple");
        var model = _context.Transforms.Conversion.MapValueToKey("Key", "Name")
            .Append(_context.Transforms.Conversion.MapKeyToValue("Again", "Key"))
            .Fit(data);

        IDataView keyed = model.Transform(data);

        Assert.Equal(new KeyDataViewType(typeof(uint), 3), keyed.Schema["Key"].Type);
        Assert.Equal([1u, 2, 0, 1, 3], keyed.GetColumn<uint>("Key"));
        Assert.Equal(["pear", "fig", "", "pear", "apple"], Texts(keyed, "Again"));
        // A value that was not there is missing.
        Assert.Equal([2u, 0], model.Transform(Named("fig", "plum")).GetColumn<uint>("Key"));
        VBuffer<ReadOnlyMemory<char>> values = default;
        keyed.Schema["Key"].GetKeyValues(ref values);
        Assert.Equal(["pear", "fig", "apple"], values.DenseValues().Select(value => value.ToString()));
    }

    [Fact]
    public void KeysOfObjectsCountFrom0AndThoseOfColumnsFrom1()
        => Assert.Equal(
            [1u, 3, 0],
            _context.Data.LoadFromEnumerable([new KeyRow { Key = 0 }, new KeyRow { Key = 2 }, new KeyRow { Key = 3 }])
                .GetColumn<uint>("Key"));

    [Fact]
    public void AMapMadeOfDataGivesItsValuesTheirAnnotationsAlsoAfterLoading()
    {
        IDataView names = Named("pear", "fig");
        IDataView keyed = _context.Transforms.Conversion.MapValueToKey("Key", "Name").Fit(names).Transform(names);
        IDataView data = Named("fig", "nothing", "pear");
        var model = _context.Transforms.Conversion
            .MapValue("Mapped", keyed, keyed.Schema["Name"], keyed.Schema["Key"], "Name").Fit(data);

        using var stream = new MemoryStream();
        _context.Model.Save(model, data.Schema, stream);
        stream.Position = 0;
        IDataView mapped = new MLContext().Model.Load(stream, out _).Transform(data);

        Assert.Equal([2u, 0, 1], mapped.GetColumn<uint>("Mapped"));
        VBuffer<ReadOnlyMemory<char>> values = default;
        mapped.Schema["Mapped"].GetKeyValues(ref values);
        Assert.Equal(["pear", "fig"], values.DenseValues().Select(value => value.ToString()));
    }

    private IDataView Named(params string[] names)
        => _context.Data.LoadFromEnumerable(names.Select(name => new NameRow { Name = name }));

    private static string[] Texts(IDataView data, string column)
        => [.. data.GetColumn<ReadOnlyMemory<char>>(column).Select(text => text.ToString())];

    private sealed class ScoredClass
    {
        [KeyType(3)]
        public uint Label { get; set; }

        [KeyType(3)]
        public uint PredictedLabel { get; set; }

        [VectorType(3)]
        public float[] Score { get; set; } = [];
    }

    private sealed class NumberScore
    {
        public float Label { get; set; }

        public float Score { get; set; }
    }

    private sealed class NameRow
    {
        public string Name { get; set; } = "";
    }

    private sealed class KeyRow
    {
        [KeyType(3)]
        public uint Key { get; set; }
    }
}
