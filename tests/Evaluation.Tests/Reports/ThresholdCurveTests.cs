using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetShallow.Evaluation.Reports;
using MlNetShallow.Evaluation.Scored;

namespace MlNetShallow.Evaluation.Tests.Reports;

public class ThresholdCurveTests
{
    // By falling score: + at 0.9, + and − tied at 0.6, − at 0.3, + at 0.2, − at 0.1.
    private static readonly (bool IsOwn, float Probability)[] Six =
        [(false, 0.1f), (true, 0.6f), (true, 0.9f), (false, 0.6f), (true, 0.2f), (false, 0.3f)];

    [Fact]
    public void ItGoesThroughTheScoresFromTheHighestTiesAtOnce()
    {
        ThresholdCurve curve = Of(Examples(Six));

        Assert.Equal((3, 3), (curve.Positives, curve.Negatives));
        Assert.Equal([0, 1, 2, 2, 3, 3], curve.TruePositives);
        Assert.Equal([0, 0, 1, 2, 2, 3], curve.FalsePositives);
        // Of 9 pairs in order: 3 with 0.9, 2.5 with 0.6, 1 with 0.2.
        Assert.Equal(6.5 / 9, curve.Auc, 1e-12);
    }

    [Fact]
    public void AThresholdHasThoseAboveIt()
    {
        // Half is exact in single precision: the example at the threshold is not above it.
        ThresholdCurve curve = Of(Examples([(true, 1), (false, 0), (true, 0.5f), (false, 0.7f)]));

        Assert.Equal([2, 1, 0], Ends(curve.AtThreshold.TruePositives));
        Assert.Equal([1, 1, 0], Ends(curve.AtThreshold.FalsePositives));
        Assert.Equal(2, curve.AtThreshold.TruePositives[499]);
        Assert.Equal((1, 0), (curve.AtThreshold.FalsePositives[699], curve.AtThreshold.FalsePositives[700]));

        static int[] Ends(int[] counts) => [counts[0], counts[ThresholdCurve.Steps / 2], counts[^1]];
    }

    [Fact]
    public void ALongCurveIsThinnedAndItsAreaIsNot()
    {
        var random = new Random(2);
        (bool, float)[] many = [.. Enumerable.Range(0, 5003).Select(_ => (random.Next(2) == 0, (float)random.NextDouble()))];

        ThresholdCurve curve = Of(Examples(many));

        Assert.InRange(curve.TruePositives.Length, 500, 1001);
        Assert.Equal((0, curve.Positives), (curve.TruePositives[0], curve.TruePositives[^1]));
        Assert.Equal((0, curve.Negatives), (curve.FalsePositives[0], curve.FalsePositives[^1]));
        Assert.Equal(Evaluate(many).AreaUnderRocCurve, curve.Auc, 1e-9);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void AtOneHalfItIsWhatTheEvaluatorSays(int seed)
    {
        var random = new Random(seed);
        // Few different probabilities, for many ties.
        (bool IsOwn, float)[] rows =
            [.. Enumerable.Range(0, 200).Select(_ => (random.Next(3) == 0, random.Next(1, 20) / 20f))];

        ThresholdCurve curve = Of(Examples(rows));
        CalibratedBinaryClassificationMetrics metrics = Evaluate(rows);

        int half = ThresholdCurve.Steps / 2;
        double truePositives = curve.AtThreshold.TruePositives[half], falsePositives = curve.AtThreshold.FalsePositives[half];
        Assert.Equal(metrics.AreaUnderRocCurve, curve.Auc, 1e-9);
        Assert.Equal(metrics.Accuracy, (truePositives + curve.Negatives - falsePositives) / rows.Length, 1e-12);
        Assert.Equal(metrics.PositiveRecall, truePositives / curve.Positives, 1e-12);
        Assert.Equal(metrics.PositivePrecision, truePositives / (truePositives + falsePositives), 1e-12);
    }

    [Fact]
    public void WithoutPositivesThereIsNoArea()
        => Assert.Equal(double.NaN, Of(Examples([(false, 0.2f), (false, 0.4f)])).Auc);

    // Scores of −4, −1, 0.5 and 2, of which those above −2 are taken for the class.
    [Fact]
    public void WithoutProbabilitiesTheThresholdGoesThroughTheScores()
    {
        (bool IsOwn, float Score)[] rows = [(false, -4), (true, -1), (false, 0.5f), (true, 2)];
        LabelledPrediction[] examples = [.. rows.Select((row, i) => new LabelledPrediction(
            i, "", row.IsOwn ? 1 : 0, row.Score > -2 ? 1 : 0, Probabilities: null, [-row.Score, row.Score]))];

        ThresholdCurve curve = Of(examples);

        Assert.Equal((-4, 2), (curve.Low, curve.High));
        Assert.Null(curve.Calibration);
        // Between −4 and −1, the middle is −2.5: a quarter of the way.
        Assert.Equal(250, curve.Start);
        Assert.Equal((2, 1), (curve.AtThreshold.TruePositives[250], curve.AtThreshold.FalsePositives[250]));
        Assert.Equal((1, 0), (curve.AtThreshold.TruePositives[999], curve.AtThreshold.FalsePositives[999]));
        Assert.Equal(0, curve.AtThreshold.TruePositives[1000]);
    }

    [Theory]
    [InlineData(0.2f, 200)]
    [InlineData(0.5f, 500)]
    public void TheThresholdStartsWhereThePredictionsAre(float threshold, int step)
    {
        (bool, float)[] rows = [(false, threshold - 0.05f), (true, threshold + 0.05f), (true, 0.95f), (false, 0.01f)];
        LabelledPrediction[] examples = [.. Examples(rows).Select(
            example => example with { Predicted = example.Probabilities![1] > threshold ? 1 : 0 })];

        Assert.Equal(step, Of(examples).Start);
    }

    private static ThresholdCurve Of(LabelledPrediction[] examples) => ThresholdCurve.Of("cat", 1, examples, isPositive: true);

    internal static LabelledPrediction[] Examples((bool IsOwn, float Probability)[] rows)
    {
        return
        [
            .. rows.Select((row, i) => new LabelledPrediction(
                i, "", row.IsOwn ? 1 : 0, row.Probability > 0.5 ? 1 : 0, [1 - row.Probability, row.Probability],
                [-Logit(row.Probability), Logit(row.Probability)])),
        ];
    }

    private static float Logit(float probability) => (float)Math.Log(probability / (1.0 - probability));

    private static CalibratedBinaryClassificationMetrics Evaluate((bool IsOwn, float Probability)[] rows)
    {
        var mlContext = new MLContext();
        return mlContext.BinaryClassification.Evaluate(mlContext.Data.LoadFromEnumerable(rows.Select(row => new Row
        {
            Label = row.IsOwn,
            Score = Logit(row.Probability),
            Probability = row.Probability,
            PredictedLabel = row.Probability > 0.5,
        })));
    }

    private sealed class Row
    {
        public bool Label { get; set; }

        public float Score { get; set; }

        public float Probability { get; set; }

        public bool PredictedLabel { get; set; }
    }
}
