using System.Numerics;

namespace MlNetShallow.Engines;

/// <summary>The checks that stand before every engine, so that kernels need none.</summary>
internal static class EngineArguments
{
    public static void Check<T>(NetworkParameters<T> parameters, FeatureMatrix features, Span<T> logits)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentNullException.ThrowIfNull(features);
        Check(parameters.Shape, features);
        long count = features.Rows * (long)parameters.Shape.Outputs;
        if (logits.Length != count)
        {
            throw new ArgumentException(
                $"{features.Rows} examples have {count} logits; there is room for {logits.Length}.", nameof(logits));
        }
    }

    public static void Check<T>(NetworkParameters<T> parameters, TrainingSet examples)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentNullException.ThrowIfNull(examples);
        Check(parameters.Shape, examples.Features);
    }

    public static void Check(NetworkShape shape, TrainingSet examples)
    {
        Check(shape, examples.Features);
        examples.CheckLabels(shape);
    }

    public static void Check(NetworkShape shape, FeatureMatrix features)
    {
        if (features.Columns != shape.Inputs)
        {
            throw new ArgumentException(
                $"The network takes {shape.Inputs} features; the examples have {features.Columns}.", nameof(features));
        }
    }
}
