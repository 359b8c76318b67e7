using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetShallow.Benchmarks.Accuracy.Figures;

namespace MlNetShallow.Benchmarks.Accuracy.Problems;

/// <summary>Two classes of rows whose features a pipeline makes. It is fitted to the training part alone.</summary>
internal static class FeaturizedRows
{
    public static Problem Pose<TRow>(
        string name,
        MLContext context,
        IEstimator<ITransformer> featurizer,
        IEnumerable<TRow> train,
        IEnumerable<TRow> test,
        float[] trainLabels,
        float[] testLabels)
        where TRow : class
    {
        IDataView training = context.Data.LoadFromEnumerable(train);
        ITransformer fitted = featurizer.Fit(training);
        return new(
            name,
            LearningTask.Binary,
            Classes: 0,
            new Examples<float>(Read(fitted.Transform(training)), trainLabels),
            new Examples<float>(Read(fitted.Transform(context.Data.LoadFromEnumerable(test))), testLabels));
    }

    /// <summary>Reads them as they come, dense or sparse, each into memory of its own.</summary>
    private static VBuffer<float>[] Read(IDataView data)
        => [.. data.GetColumn<VBuffer<float>>("Features").Select(Copy)];

    private static VBuffer<float> Copy(VBuffer<float> row)
    {
        VBuffer<float> copy = default;
        row.CopyTo(ref copy);
        return copy;
    }
}
