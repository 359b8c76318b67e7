using System.Numerics;
using System.Numerics.Tensors;

namespace MlNetShallow.Training.Preprocessing;

/// <summary>Another matrix's examples, which stay as they are, with their features scaled as they are read.</summary>
internal sealed class ScaledFeatures(FeatureMatrix source, FeatureTransform transform) : FeatureMatrix(source.Columns)
{
    /// <summary>The number of values up to which they are computed once instead of at every pass.</summary>
    private const long MostComputed = 1 << 24;

    /// <summary>The same examples with their features computed once, to the same bits, where they are few enough.</summary>
    /// <typeparam name="T">The precision of the arithmetic.</typeparam>
    public static TrainingSet Computed<T>(TrainingSet examples)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (examples.Features is not ScaledFeatures scaled || (long)scaled.Rows * scaled.Columns > MostComputed)
            return examples;
        var computed = Create<T>(scaled.Columns);
        for (int row = 0; row < scaled.Rows; row++)
            scaled.CopyRow(row, 0, computed.AddRow());
        return examples.WithFeatures(computed);
    }

    public override int Rows => source.Rows;

    public override double Scale => 1;

    internal override bool IsFinite() => source.IsFinite();

    internal override FeatureMatrix Select(int[] rows) => new ScaledFeatures(source.Select(rows), transform);

    internal override void CopyRow<T>(int row, int column, Span<T> destination)
    {
        source.CopyRow(row, column, destination);
        if (source.Scale != 1)
            TensorPrimitives.Multiply(destination, T.CreateTruncating(source.Scale), destination);
        var (offset, factor) = transform.Of<T>();
        TensorPrimitives.Subtract(destination, offset.AsSpan(column, destination.Length), destination);
        TensorPrimitives.Multiply(destination, factor.AsSpan(column, destination.Length), destination);
    }
}
