using System.Numerics;

namespace MlNetShallow.Engines;

/// <summary>The checks that stand before every engine, so that kernels need none.</summary>
internal static class EngineArguments
{
    public static void Check<T>(NetworkParameters<T> parameters, FeatureMatrix features, Span<T> logits)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        CheckFeatures(parameters, features);
        if (logits.Length != features.Rows * parameters.Shape.Outputs)
        {
            throw new ArgumentException(
                $"{features.Rows} examples have {features.Rows * parameters.Shape.Outputs} logits; " +
                $"there is room for {logits.Length}.",
                nameof(logits));
        }
    }

    public static void Check<T>(NetworkParameters<T> parameters, TrainingSet examples)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(examples);
        CheckFeatures(parameters, examples.Features);
    }

    private static void CheckFeatures<T>(NetworkParameters<T> parameters, FeatureMatrix features)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentNullException.ThrowIfNull(features);
        if (features.Columns != parameters.Shape.Inputs)
        {
            throw new ArgumentException(
                $"The network takes {parameters.Shape.Inputs} features; the examples have {features.Columns}.",
                nameof(features));
        }
    }
}
