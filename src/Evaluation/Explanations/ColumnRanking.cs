using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetShallow.Data.Pipelines;
using MlNetShallow.Data.Tables;

namespace MlNetShallow.Evaluation.Explanations;

/// <summary>Ranks the columns of a table by permutation.</summary>
/// <param name="MostRows">About the most rows to measure on, spread over the table and its classes; null for all.</param>
/// <param name="Permutations">How often a column is permuted.</param>
/// <param name="Seed">The seed of the permutations.</param>
internal sealed record ColumnRanking(int? MostRows, int Permutations, int Seed)
{
    /// <summary>The columns, the one without which the model does worst first.</summary>
    /// <param name="mlContext">Measures.</param>
    /// <param name="model">The model.</param>
    /// <param name="labelled">The rows, with the label as metrics take it.</param>
    /// <param name="task">What was learnt.</param>
    /// <param name="cancellation">Ends it.</param>
    public RankedColumn[] Measure(
        MLContext mlContext, ITransformer model, IDataView labelled, TableTask task, CancellationToken cancellation)
    {
        const FeatureGrouping columns = FeatureGrouping.Columns;
        if (MostRows is { } most)
            labelled = Thin(labelled, task, most);
        (IEnumerable<RankedColumn> ranked, bool moreIsWorse) = task switch
        {
            TableTask.Binary => (mlContext.BinaryClassification.PermutationFeatureImportanceByName(
                model, labelled, TablePipeline.Label, columns, null, Permutations, Seed, cancellation).Select(Of), false),
            TableTask.Multiclass => (mlContext.MulticlassClassification.PermutationFeatureImportanceByName(
                model, labelled, TablePipeline.Label, columns, null, Permutations, Seed, cancellation).Select(Of), true),
            _ => (mlContext.Regression.PermutationFeatureImportanceByName(
                model, labelled, TablePipeline.Label, columns, null, Permutations, Seed, cancellation).Select(Of), false),
        };
        return
        [
            .. ranked.OrderBy(column => moreIsWorse ? -column.Changes[0].Mean : column.Changes[0].Mean)
                .ThenBy(column => column.Name, StringComparer.Ordinal),
        ];
    }

    /// <summary>Some of the rows: of each class its share, evenly spaced, and at least one, without which there is no
    /// AUC.</summary>
    private static IDataView Thin(IDataView labelled, TableTask task, int most)
    {
        int[] classes = task switch
        {
            TableTask.Binary => [.. labelled.GetColumn<bool>(TablePipeline.Label).Select(label => label ? 1 : 0)],
            TableTask.Multiclass => [.. labelled.GetColumn<uint>(TablePipeline.Label).Select(label => (int)label)],
            _ => [.. labelled.GetColumn<float>(TablePipeline.Label).Select(_ => 0)],
        };
        if (classes.Length <= most)
            return labelled;
        var kept = new bool[classes.Length];
        foreach (IGrouping<int, int> group in Enumerable.Range(0, classes.Length).GroupBy(row => classes[row]))
        {
            int[] rows = [.. group];
            int count = (int)Math.Max(1, (long)most * rows.Length / classes.Length);
            for (int i = 0; i < count; i++)
                kept[rows[(long)i * rows.Length / count]] = true;
        }

        return new RowSubset(labelled, kept);
    }

    private static RankedColumn Of(KeyValuePair<string, BinaryClassificationMetricsStatistics> column) => new(
        column.Key,
        [
            Change("auc", column.Value.AreaUnderRocCurve),
            Change("accuracy", column.Value.Accuracy),
            Change("auprc", column.Value.AreaUnderPrecisionRecallCurve),
            Change("f1", column.Value.F1Score),
            Change("positive_precision", column.Value.PositivePrecision),
            Change("positive_recall", column.Value.PositiveRecall),
            Change("negative_precision", column.Value.NegativePrecision),
            Change("negative_recall", column.Value.NegativeRecall),
        ]);

    private static RankedColumn Of(KeyValuePair<string, MulticlassClassificationMetricsStatistics> column) => new(
        column.Key,
        [
            Change("log_loss", column.Value.LogLoss),
            Change("accuracy", column.Value.MicroAccuracy),
            Change("macro_accuracy", column.Value.MacroAccuracy),
            Change("log_loss_reduction", column.Value.LogLossReduction),
        ]);

    private static RankedColumn Of(KeyValuePair<string, RegressionMetricsStatistics> column) => new(
        column.Key,
        [
            Change("r_squared", column.Value.RSquared),
            Change("root_mean_squared_error", column.Value.RootMeanSquaredError),
            Change("mean_absolute_error", column.Value.MeanAbsoluteError),
            Change("mean_squared_error", column.Value.MeanSquaredError),
        ]);

    private static MetricChange Change(string metric, MetricStatistics statistics)
        => new(metric, statistics.Mean, statistics.StandardDeviation);
}
