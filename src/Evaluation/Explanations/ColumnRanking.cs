using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetShallow.Data.Tables;

namespace MlNetShallow.Evaluation.Explanations;

/// <summary>Ranks what a model takes by permutation.</summary>
/// <param name="Permutations">How often a column or feature is permuted.</param>
/// <param name="Seed">The seed of the permutations.</param>
internal sealed record ColumnRanking(int Permutations, int Seed)
{
    /// <summary>What a model of ours takes, that without which the model does worst first.</summary>
    /// <param name="mlContext">Measures.</param>
    /// <param name="model">The model.</param>
    /// <param name="labelled">The rows, with the label as metrics take it.</param>
    /// <param name="label">The label's column.</param>
    /// <param name="task">What was learnt.</param>
    /// <param name="grouping">What is permuted together.</param>
    /// <param name="cancellation">Ends it.</param>
    public RankedColumn[] Measure(
        MLContext mlContext,
        ITransformer model,
        IDataView labelled,
        string label,
        TableTask task,
        FeatureGrouping grouping,
        CancellationToken cancellation) => task switch
    {
        TableTask.Binary => Order(mlContext.BinaryClassification.PermutationFeatureImportanceByName(
            model, labelled, label, grouping, null, Permutations, Seed, cancellation).Select(Of), moreIsWorse: false),
        TableTask.Multiclass => Order(mlContext.MulticlassClassification.PermutationFeatureImportanceByName(
            model, labelled, label, grouping, null, Permutations, Seed, cancellation).Select(Of), moreIsWorse: true),
        _ => Order(mlContext.Regression.PermutationFeatureImportanceByName(
            model, labelled, label, grouping, null, Permutations, Seed, cancellation).Select(Of), moreIsWorse: false),
    };

    /// <summary>The features of any model of ML.NET's whose last stage takes a vector of them.</summary>
    /// <param name="model">The last stage.</param>
    /// <param name="scored">Labelled rows with the features.</param>
    /// <param name="label">The label's column.</param>
    /// <param name="task">What was learnt.</param>
    public RankedColumn[] MeasureFeatures(
        ISingleFeaturePredictionTransformer<object> model, IDataView scored, string label, TableTask task)
    {
        var mlContext = new MLContext(Seed);
        string[] names = NamesOf(scored.Schema[model.FeatureColumnName]);
        return task switch
        {
            TableTask.Binary => Order(Named(mlContext.BinaryClassification.PermutationFeatureImportance(
                model, scored, label, permutationCount: Permutations)).Select(Of), moreIsWorse: false),
            TableTask.Multiclass => Order(Named(mlContext.MulticlassClassification.PermutationFeatureImportance(
                model, scored, label, permutationCount: Permutations)).Select(Of), moreIsWorse: true),
            _ => Order(Named(mlContext.Regression.PermutationFeatureImportance(
                model, scored, label, permutationCount: Permutations)).Select(Of), moreIsWorse: false),
        };

        IEnumerable<KeyValuePair<string, T>> Named<T>(IEnumerable<T> statistics)
            => names.Zip(statistics, (name, one) => new KeyValuePair<string, T>(name, one));
    }

    private static string[] NamesOf(DataViewSchema.Column features)
    {
        int size = ((VectorDataViewType)features.Type).Size;
        VBuffer<ReadOnlyMemory<char>> names = default;
        if (features.HasSlotNames())
            features.GetSlotNames(ref names);
        string[] known = [.. names.DenseValues().Select(name => name.ToString())];
        return [.. Enumerable.Range(0, size).Select(i => i < known.Length && known[i] != "" ? known[i] : $"slot {i}")];
    }

    private static RankedColumn[] Order(IEnumerable<RankedColumn> ranked, bool moreIsWorse) =>
    [
        .. ranked.OrderBy(column => moreIsWorse ? -column.Changes[0].Mean : column.Changes[0].Mean)
            .ThenBy(column => column.Name, StringComparer.Ordinal),
    ];

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
