using System.Numerics.Tensors;

namespace MlNetShallow.Training;

/// <summary>Another matrix's examples, which stay as they are, with their features scaled as they are read.</summary>
internal sealed class ScaledFeatures(FeatureMatrix source, FeatureTransform transform) : FeatureMatrix(source.Columns)
{
    public override int Rows => source.Rows;

    public override double Scale => 1;

    internal override bool IsFinite() => source.IsFinite();

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
