using System.Collections.Immutable;

namespace Microsoft.ML;

/// <summary>How much worse a model becomes when the values of one feature are exchanged among the rows.</summary>
public static class PermutationFeatureImportanceExtensions
{
    private const int Seed = 1;

    public static ImmutableArray<RegressionMetricsStatistics> PermutationFeatureImportance<TModel>(
        this RegressionCatalog catalog,
        ISingleFeaturePredictionTransformer<TModel> predictionTransformer,
        IDataView data,
        string labelColumnName = "Label",
        int permutationCount = 1)
        where TModel : class =>
        [.. Changes(predictionTransformer, data, permutationCount, scored => catalog.Evaluate(scored, labelColumnName))
            .Select(feature => new RegressionMetricsStatistics(feature))];

    public static ImmutableArray<BinaryClassificationMetricsStatistics> PermutationFeatureImportance<TModel>(
        this BinaryClassificationCatalog catalog,
        ISingleFeaturePredictionTransformer<TModel> predictionTransformer,
        IDataView data,
        string labelColumnName = "Label",
        int permutationCount = 1)
        where TModel : class =>
        [.. Changes(predictionTransformer, data, permutationCount, scored => catalog.Evaluate(scored, labelColumnName))
            .Select(feature => new BinaryClassificationMetricsStatistics(feature))];

    public static ImmutableArray<MulticlassClassificationMetricsStatistics> PermutationFeatureImportance<TModel>(
        this MulticlassClassificationCatalog catalog,
        ISingleFeaturePredictionTransformer<TModel> predictionTransformer,
        IDataView data,
        string labelColumnName = "Label",
        int permutationCount = 1)
        where TModel : class =>
        [.. Changes(predictionTransformer, data, permutationCount, scored => catalog.Evaluate(scored, labelColumnName))
            .Select(feature => new MulticlassClassificationMetricsStatistics(feature))];

    /// <summary>For each feature, the metrics before any permutation and after each.</summary>
    private static IEnumerable<MetricChanges<TMetrics>> Changes<TModel, TMetrics>(
        ISingleFeaturePredictionTransformer<TModel> model, IDataView data, int count, Func<IDataView, TMetrics> evaluate)
        where TModel : class
    {
        DataViewSchema.Column features = data.Schema[model.FeatureColumnName];
        float[][] rows = [.. data.GetColumn<VBuffer<float>>(features.Name).Select(row => row.DenseValues().ToArray())];
        TMetrics before = evaluate(model.Transform(data));
        var random = new Random(Seed);
        for (int slot = 0; slot < ((VectorDataViewType)features.Type).Size; slot++)
        {
            yield return new(before, [.. Enumerable.Range(0, count).Select(_ =>
            {
                int[] order = [.. Enumerable.Range(0, rows.Length)];
                random.Shuffle(order);
                return evaluate(model.Transform(Exchanged(data, features, rows, slot, order)));
            })]);
        }
    }

    private static RowMappedDataView Exchanged(
        IDataView data, DataViewSchema.Column features, float[][] rows, int slot, int[] order)
        => new(data, new RowMapping(data.Schema, new([AddedColumn.Create(new(features), [], row =>
            (ValueGetter<VBuffer<float>>)((ref VBuffer<float> value) =>
            {
                float[] exchanged = [.. rows[row.Position]];
                exchanged[slot] = rows[order[row.Position]][slot];
                value = new VBuffer<float>(exchanged.Length, exchanged);
            }))])));
}
