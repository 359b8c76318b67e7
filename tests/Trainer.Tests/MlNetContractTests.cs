using System.IO.Compression;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlNetShallow.Trainer.Tests;

/// <summary>What the project relies on of ML.NET, and a later version of it might change.</summary>
public class MlNetContractTests
{
    private static readonly double Log2Of3 = Math.Log2(3);

    private readonly MLContext _context = new(seed: 1);

    // Positives: 0.9, 0.5, 0.5. Negatives: 0.5, 0.1. Of the 6 pairs 4 are in order and 2 are tied: AUC = (4 + 2/2) / 6.
    [Fact]
    public void AreaUnderTheRocCurveCountsATieHalf()
        => Assert.Equal(
            5.0 / 6, Evaluate((true, 0.9f), (true, 0.5f), (false, 0.5f), (true, 0.5f), (false, 0.1f)).AreaUnderRocCurve, 1e-12);

    // By falling score: +, -, +, -. Precision 1 at recall 1/2, then 1/2 and 2/3 at recall 1/2 and 1:
    // trapezoids of width 1/2 with mean heights (1 + 1)/2 and (1/2 + 2/3)/2.
    [Fact]
    public void AreaUnderThePrecisionRecallCurveIsASumOfTrapezoids()
        => Assert.Equal(
            (0.5 * 1) + (0.5 * (1.0 / 2 + 2.0 / 3) / 2),
            Evaluate((true, 4), (false, 3), (true, 2), (false, 1)).AreaUnderPrecisionRecallCurve,
            1e-12);

    // Scores above 0 are predicted positive: 2 of 3 positives found, 1 of 2 negatives taken for positive.
    [Fact]
    public void CountsAndRatesFollowFromTheSignOfTheScore()
    {
        var metrics = Evaluate((true, 2), (true, 1), (true, -1), (false, 3), (false, -2));

        Assert.Equal([2, 1], metrics.ConfusionMatrix.Counts[0]);
        Assert.Equal([1, 1], metrics.ConfusionMatrix.Counts[1]);
        Assert.Equal(3.0 / 5, metrics.Accuracy, 1e-12);
        Assert.Equal(2.0 / 3, metrics.PositivePrecision, 1e-12);
        Assert.Equal(2.0 / 3, metrics.PositiveRecall, 1e-12);
        Assert.Equal(1.0 / 2, metrics.NegativePrecision, 1e-12);
        Assert.Equal(1.0 / 2, metrics.NegativeRecall, 1e-12);
        Assert.Equal(2.0 / 3, metrics.F1Score, 1e-12);
    }

    // Probabilities 1/2 and 3/4 for positives, 1/2 and 1/4 for negatives cost 1, log2(4/3), 1 and log2(4/3) bits.
    // Half the rows are positive, so that guessing costs 1 bit a row.
    [Fact]
    public void LogLossIsInBits()
    {
        var metrics = _context.BinaryClassification.Evaluate(_context.Data.LoadFromEnumerable(
        [
            new Scored { Label = true, Score = 1, Probability = 0.5f },
            new Scored { Label = true, Score = 1, Probability = 0.75f },
            new Scored { Label = false, Score = -1, Probability = 0.5f },
            new Scored { Label = false, Score = -1, Probability = 0.25f },
        ]));

        Assert.Equal((1 + 2 - Log2Of3) / 2, metrics.LogLoss, 1e-12);
        Assert.Equal(1 - metrics.LogLoss, metrics.LogLossReduction, 1e-12);
    }

    [Fact]
    public void AucOfOneClassIsRefused()
        => Assert.Throws<ArgumentOutOfRangeException>(() => Evaluate((true, 1), (true, 2)));

    [Fact]
    public void RowsWithoutAFiniteScoreAreNotEvaluated()
        => Assert.Equal(
            Evaluate((true, 1), (false, -1)).Accuracy,
            Evaluate((true, 1), (true, float.NaN), (false, float.PositiveInfinity), (false, -1)).Accuracy);

    [Theory]
    [InlineData("Label")]
    [InlineData("Score")]
    [InlineData("Probability")]
    [InlineData("PredictedLabel")]
    public void AMissingColumnIsNamed(string name)
    {
        IDataView all = Scores((true, 1), (false, -1));
        IDataView data = _context.Transforms.DropColumns(name).Fit(all).Transform(all);

        var error = Assert.Throws<ArgumentOutOfRangeException>(() => _context.BinaryClassification.Evaluate(data));

        Assert.Contains($"'{name}'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void SplitsHaveEachRowOnceAndTheSameForASeed()
    {
        IDataView data = Numbers(1000);

        var split = _context.Data.TrainTestSplit(data, testFraction: 0.25, seed: 3);
        var again = _context.Data.TrainTestSplit(data, testFraction: 0.25, seed: 3);

        Assert.Equal(Read(data), Read(split.TrainSet).Concat(Read(split.TestSet)).Order());
        Assert.Equal(Read(split.TestSet), Read(again.TestSet));
        // Of 1000 draws with probability 1/4, five standard deviations are 68.
        Assert.InRange(Read(split.TestSet).Length, 250 - 68, 250 + 68);
    }

    [Fact]
    public void FoldsAreEvaluatedOnEachRowOnce()
    {
        IDataView data = Numbers(300);

        var folds = _context.BinaryClassification.CrossValidate(
            data, _context.Transforms.CustomMapping<Number, Scored>(ParityMapping.Map, ParityMapping.Contract), numberOfFolds: 4);

        Assert.Equal(4, folds.Count);
        Assert.Equal(Read(data), folds.SelectMany(fold => Read(fold.ScoredHoldOutSet)).Order());
        Assert.All(folds, fold => Assert.Equal(1, fold.Metrics.Accuracy));
    }

    [Fact]
    public void CacheGivesTheSameRowsAndReadsThemOnce()
    {
        int reads = 0;
        IDataView cache = _context.Data.Cache(_context.Data.LoadFromEnumerable(Enumerable.Range(0, 5).Select(i =>
        {
            reads++;
            return new Vectors { A = i, B = [i, 2 * i], Name = $"row {i}" };
        })));

        for (int pass = 0; pass < 3; pass++)
        {
            Vectors[] rows = [.. _context.Data.CreateEnumerable<Vectors>(cache, reuseRowObject: false)];
            Assert.Equal(Enumerable.Range(0, 5).Select(i => (float)i), rows.Select(row => row.A));
            Assert.Equal(Enumerable.Range(0, 5).Select(i => $"row {i}"), rows.Select(row => row.Name));
            Assert.Equal([4, 8], rows[4].B);
        }

        Assert.Equal(5, reads);
    }

    [Fact]
    public void ConcatenateMakesAVectorOfKnownSize()
    {
        IDataView data = _context.Data.LoadFromEnumerable([new Vectors { A = 1, B = [2, 3] }, new Vectors { A = 4, B = [5, 6] }]);

        IDataView output = _context.Transforms.Concatenate("All", "B", "A", "B").Fit(data).Transform(data);

        Assert.Equal(new VectorDataViewType(NumberDataViewType.Single, 5), output.Schema["All"].Type);
        Assert.Equal(
            [[2, 3, 1, 2, 3], [5, 6, 4, 5, 6]],
            _context.Data.CreateEnumerable<Joined>(output, reuseRowObject: false).Select(row => row.All));
    }

    [Fact]
    public void ConcatenateWantsOneItemType()
    {
        IDataView data = _context.Data.LoadFromEnumerable([new Vectors()]);

        Assert.ThrowsAny<Exception>(() => _context.Transforms.Concatenate("All", "A", "Name").Fit(data).Transform(data));
        Assert.Throws<ArgumentOutOfRangeException>(() => _context.Transforms.Concatenate("All", "No").Fit(data).Transform(data));
    }

    [Fact]
    public void ACopyUnderAnExistingNameHidesIt()
    {
        IDataView data = _context.Data.LoadFromEnumerable([new Vectors { A = 7, B = [1, 2] }]);

        IDataView output = _context.Transforms.CopyColumns("A", "B").Fit(data).Transform(data);

        Assert.Equal(data.Schema["B"].Type, output.Schema["A"].Type);
        Assert.Single(output.Schema, column => column.Name == "A" && column.IsHidden);
    }

    [Fact]
    public void AChainIsCheckedToItsEndBeforeAnythingIsFitted()
    {
        int reads = 0;
        IDataView data = _context.Data.LoadFromEnumerable(Enumerable.Range(0, 2).Select(i => new Vectors { A = reads += 1 }));
        var chain = _context.Transforms.CopyColumns("C", "A").Append(_context.Transforms.CopyColumns("D", "No"));

        Assert.Throws<ArgumentOutOfRangeException>(() => chain.Fit(data));
        Assert.Equal(0, reads);
    }

    [Fact]
    public void ASavedChainIsTheSameAfterLoading()
    {
        IDataView data = Numbers(9);
        var words = new Dictionary<bool, string> { [true] = "even", [false] = "odd" };
        var model = _context.Transforms.CustomMapping<Number, Scored>(ParityMapping.Map, ParityMapping.Contract)
            .Append(_context.Transforms.Conversion.MapValue("Word", words, "Label"))
            .Append(_context.Transforms.Concatenate("Both", "Score", "Probability"))
            .Append(_context.Transforms.DropColumns("Score"))
            .Fit(data);

        ITransformer loaded = Load(Save(model, data), out DataViewSchema schema);

        Assert.Equal(Columns(data.Schema), Columns(schema));
        Assert.Equal(Columns(model.GetOutputSchema(schema)), Columns(loaded.GetOutputSchema(schema)));
        Worded[] expected = [.. _context.Data.CreateEnumerable<Worded>(model.Transform(data), reuseRowObject: false)];
        Worded[] actual = [.. _context.Data.CreateEnumerable<Worded>(loaded.Transform(data), reuseRowObject: false)];
        Assert.Equal(["even", "odd", "even"], actual.Take(3).Select(row => row.Word));
        Assert.Equal(expected.Select(row => row.Both), actual.Select(row => row.Both));
    }

    [Fact]
    public void ATruncatedModelIsRefused()
    {
        byte[] file = Save(_context.Transforms.CopyColumns("B", "Value").Fit(Numbers(1)), Numbers(1));

        Assert.Throws<FormatException>(() => Load(file[..(file.Length / 2)], out _));
    }

    [Fact]
    public void AZipThatIsNoModelIsRefused()
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
            archive.CreateEntry("readme.txt").Open().Dispose();

        Assert.ThrowsAny<Exception>(() => Load(stream.ToArray(), out _));
    }

    private CalibratedBinaryClassificationMetrics Evaluate(params (bool Label, float Score)[] rows)
        => _context.BinaryClassification.Evaluate(Scores(rows));

    private IDataView Scores(params (bool Label, float Score)[] rows)
        => _context.Data.LoadFromEnumerable(
            rows.Select(row => new Scored { Label = row.Label, Score = row.Score, Probability = 0.5f }));

    private IDataView Numbers(int count)
        => _context.Data.LoadFromEnumerable(Enumerable.Range(0, count).Select(i => new Number { Value = i }));

    private static IEnumerable<(string, DataViewType)> Columns(DataViewSchema schema)
        => schema.Select(column => (column.Name, column.Type));

    private static float[] Read(IDataView data) => [.. data.GetColumn<float>("Value")];

    private byte[] Save(ITransformer model, IDataView data)
    {
        using var stream = new MemoryStream();
        _context.Model.Save(model, data.Schema, stream);
        return stream.ToArray();
    }

    private static ITransformer Load(byte[] file, out DataViewSchema schema)
    {
        using var stream = new MemoryStream(file);
        return new MLContext().Model.Load(stream, out schema);
    }
}
