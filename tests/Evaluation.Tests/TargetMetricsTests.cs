using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlNetShallow.Evaluation.Tests;

/// <summary>Metrics of several targets or labels, worked by hand.</summary>
public class TargetMetricsTests
{
    private readonly MLContext _context = new(seed: 1);

    [Fact]
    public void OfTargetsEachAndTheMean()
    {
        // The first target is off by 1 and −1 and has a variance of 4, the second is exact.
        ModelMetrics metrics = ModelMetrics.Of(Numbers(
            new() { Label = [1, 10], Score = [2, 10] }, new() { Label = [5, 30], Score = [4, 30] },
            // Rows without a label, or a score, have no part in it.
            new() { Label = [float.NaN, 1], Score = [1, 1] }, new() { Label = [1, 1], Score = [1, float.NaN] }));

        IReadOnlyDictionary<string, double> values = metrics.Values;
        Assert.Equal(1 - (2.0 / 8), values["r_squared_0"], 1e-6);
        Assert.Equal(1, values["root_mean_squared_error_0"], 1e-6);
        Assert.Equal(1, values["mean_absolute_error_0"], 1e-6);
        Assert.Equal(1, values["r_squared_1"], 1e-6);
        Assert.Equal(0, values["mean_absolute_error_1"], 1e-6);
        Assert.Equal((0.75 + 1) / 2, values["mean_r_squared"], 1e-6);
        Assert.Equal(0.5, values["mean_root_mean_squared_error"], 1e-6);
        Assert.Equal(0.5, values["mean_mean_absolute_error"], 1e-6);
        Assert.StartsWith("targets 2\nexamples 2\nmean_r_squared 0.8750\n", metrics.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void OfLabelsEachAndTheMean()
    {
        // The first label: 0.9 and 0.2 right, 0.6 of a label that is false wrong: 1 of 1 found, 1 of 2 right; of the two pairs of a
        // true and a false label both are in order. The second is true everywhere: no AUC, one of three missed.
        ModelMetrics metrics = ModelMetrics.Of(Flags(
            new() { Label = [1, 1], Score = [0.9f, 0.5f] }, new() { Label = [0, 1], Score = [0.6f, 0.75f] },
            new() { Label = [0, 1], Score = [0.2f, 0.75f] }));

        IReadOnlyDictionary<string, double> values = metrics.Values;
        Assert.Equal(2.0 / 3, values["accuracy_0"], 1e-6);
        Assert.Equal(1, values["auc_0"], 1e-6);
        Assert.Equal(2.0 / 3, values["f1_0"], 1e-6);
        Assert.Equal(-(Math.Log2(0.9) + Math.Log2(0.4) + Math.Log2(0.8)) / 3, values["log_loss_0"], 1e-6);
        Assert.Equal(double.NaN, values["auc_1"]);
        Assert.Equal(0.8, values["f1_1"], 1e-6);
        Assert.Equal(1, values["mean_auc"], 1e-6);
        Assert.Equal(((2.0 / 3) + 0.8) / 2, values["mean_f1"], 1e-6);
        Assert.Equal(2.0 / 3, values["mean_accuracy"], 1e-6);
        Assert.Equal((values["log_loss_0"] + values["log_loss_1"]) / 2, values["mean_log_loss"], 1e-6);
        // Of three rows the last alone is right in both.
        Assert.Equal(1.0 / 3, values["exact_match"], 1e-6);
    }

    /// <summary>ML.NET's own metrics of each label alone.</summary>
    [Fact]
    public void OfALabelTheyAreThoseOfMlNet()
    {
        var random = new Random(4);
        FlagRow[] rows = [.. Enumerable.Range(0, 60).Select(_ =>
        {
            float p = random.NextSingle(), q = random.NextSingle();
            return new FlagRow
            {
                Label = [random.NextDouble() < p ? 1 : 0, random.NextDouble() < 0.5 ? 1 : 0], Score = [p, q],
            };
        })];
        IReadOnlyDictionary<string, double> values = ModelMetrics.Of(Flags(rows)).Values;

        for (int k = 0; k < 2; k++)
        {
            CalibratedBinaryClassificationMetrics expected = _context.BinaryClassification.Evaluate(_context.Data.LoadFromEnumerable(
                rows.Select(row => new OneFlag
                {
                    Label = row.Label[k] == 1, Score = row.Score[k] - 0.5f, Probability = row.Score[k],
                    PredictedLabel = row.Score[k] > 0.5f,
                })));
            Assert.Equal(expected.AreaUnderRocCurve, values[$"auc_{k}"], 1e-9);
            Assert.Equal(expected.Accuracy, values[$"accuracy_{k}"], 1e-9);
            Assert.Equal(expected.F1Score, values[$"f1_{k}"], 1e-9);
            Assert.Equal(expected.LogLoss, values[$"log_loss_{k}"], 1e-6);
        }
    }

    [Fact]
    public void ColumnsThatDoNotFitAreRefused()
    {
        Refused<ArgumentOutOfRangeException>(
            "LabelColumnName", "a vector of 2 Single or Boolean, as the scores are 2", new ScoredDataOptions { LabelColumnName = "Three" });
        Refused<ArgumentOutOfRangeException>(
            "label", "a vector, as the model predicts several labels", new ScoredDataOptions { LabelColumnName = "One" });
        Assert.Contains("has 2 in column 'Label'; a label is 0 or 1", Assert.Throws<InvalidDataException>(
            () => ModelMetrics.Of(Flags(new FlagRow { Label = [2, 0], Score = [0.5f, 0.5f] }))).Message, StringComparison.Ordinal);

        void Refused<TError>(string name, string message, ScoredDataOptions options)
            where TError : Exception
            => Assert.Contains(message, Assert.Throws<TError>(() => ModelMetrics.Of(
                Flags(new FlagRow { Label = [1, 0], Score = [0.5f, 0.5f] }), options)).Message + name, StringComparison.Ordinal);
    }

    [Fact]
    public void AReportIsOfOneLabel()
    {
        using var page = new MemoryStream();
        Assert.Contains("A report is of one label; the model predicts 2", Assert.Throws<InvalidDataException>(
            () => Report.Write(Numbers(new NumberRow { Label = [1, 2], Score = [1, 2] }), page)).Message, StringComparison.Ordinal);
        Assert.Equal(0, page.Length);
    }

    private IDataView Numbers(params NumberRow[] rows) => _context.Data.LoadFromEnumerable(rows);

    private IDataView Flags(params FlagRow[] rows)
    {
        SchemaDefinition schema = SchemaDefinition.Create(typeof(FlagRow));
        schema[nameof(FlagRow.Score)].AddAnnotation(
            "ScoreColumnKind", "MultiLabelClassification".AsMemory(), TextDataViewType.Instance);
        return _context.Data.LoadFromEnumerable(rows, schema);
    }

    private class NumberRow
    {
        [VectorType(2)]
        public float[] Label { get; set; } = [];

        [VectorType(2)]
        public float[] Score { get; set; } = [];
    }

    private sealed class FlagRow : NumberRow
    {
        [VectorType(3)]
        public float[] Three { get; set; } = [0, 0, 0];

        public float One { get; set; }
    }

    private sealed class OneFlag
    {
        public bool Label { get; set; }

        public float Score { get; set; }

        public float Probability { get; set; }

        public bool PredictedLabel { get; set; }
    }
}
