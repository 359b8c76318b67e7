using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlNetShallow.Evaluation.Scored;

/// <summary>ML.NET's metrics of each of several targets or labels, and their means over those for which they are defined.</summary>
internal static class TargetMetrics
{
    private const float Threshold = 0.5f;

    /// <summary>The metrics by name: the mean of each first, then those of each target.</summary>
    public static (string Name, double Value)[] Of(MLContext mlContext, ScoredTargets targets)
    {
        (string Name, double Value)[][] each =
        [
            .. targets.Names.Select((_, k) => targets.AreFlags
                ? OfFlags(mlContext, targets.Of(k))
                : OfNumbers(mlContext, targets.Of(k))),
        ];
        return
        [
            .. each[0].Select((metric, i) => ($"mean_{metric.Name}", Mean(each.Select(one => one[i].Value)))),
            .. targets.AreFlags ? [("exact_match", ExactMatch(targets))] : ((string, double)[])[],
            .. each.SelectMany((metrics, k) => metrics.Select(metric => ($"{metric.Name}_{targets.Names[k]}", metric.Value))),
        ];
    }

    private static (string Name, double Value)[] OfNumbers(MLContext mlContext, (float Actual, float Predicted)[] rows)
    {
        RegressionMetrics metrics = mlContext.Regression.Evaluate(mlContext.Data.LoadFromEnumerable(
            rows.Select(row => new NumberRow { Label = row.Actual, Score = row.Predicted })));
        return
        [
            ("r_squared", metrics.RSquared),
            ("root_mean_squared_error", metrics.RootMeanSquaredError),
            ("mean_absolute_error", metrics.MeanAbsoluteError),
        ];
    }

    private static (string Name, double Value)[] OfFlags(MLContext mlContext, (float Actual, float Predicted)[] rows)
    {
        int both = Count(actual: true, predicted: true), wrong = Count(false, true) + Count(true, false);
        // ML.NET refuses an AUC of one class.
        bool areTwo = rows.Any(row => row.Actual == 1) && rows.Any(row => row.Actual == 0);
        CalibratedBinaryClassificationMetrics? metrics = !areTwo ? null : mlContext.BinaryClassification.Evaluate(
            mlContext.Data.LoadFromEnumerable(rows.Select(row => new FlagRow
            {
                Label = row.Actual == 1,
                Score = row.Predicted,
                Probability = row.Predicted,
                PredictedLabel = row.Predicted > Threshold,
            })));
        return
        [
            ("accuracy", 1 - ((double)wrong / rows.Length)),
            ("auc", metrics?.AreaUnderRocCurve ?? double.NaN),
            ("f1", both + wrong == 0 ? double.NaN : 2.0 * both / ((2 * both) + wrong)),
            ("log_loss", -rows.Average(row => Math.Log2(row.Actual == 1 ? row.Predicted : 1 - (double)row.Predicted))),
        ];

        int Count(bool actual, bool predicted)
            => rows.Count(row => row.Actual == 1 == actual && row.Predicted > Threshold == predicted);
    }

    /// <summary>The share of the rows of which every label is right.</summary>
    private static double ExactMatch(ScoredTargets targets)
    {
        bool[] right = [.. Enumerable.Repeat(true, targets.Count)];
        for (int k = 0; k < targets.Names.Length; k++)
        {
            foreach ((int i, (float actual, float predicted)) in targets.Of(k).Index())
                right[i] &= actual == 1 == predicted > Threshold;
        }

        return right.Count(isRight => isRight) / (double)right.Length;
    }

    private static double Mean(IEnumerable<double> values)
        => values.Where(double.IsFinite).DefaultIfEmpty(double.NaN).Average();

    private sealed class NumberRow
    {
        public float Label { get; set; }

        public float Score { get; set; }
    }

    private sealed class FlagRow
    {
        public bool Label { get; set; }

        public float Score { get; set; }

        public float Probability { get; set; }

        public bool PredictedLabel { get; set; }
    }
}
