namespace MlNetShallow;

/// <summary>The examples of one dense matrix and, after them, those of another with the same columns and scale.</summary>
internal sealed class StackedFeatures(FeatureMatrix first, FeatureMatrix second) : FeatureMatrix(first.Columns)
{
    public override int Rows => first.Rows + second.Rows;

    public override double Scale => first.Scale;

    internal override bool HoldsBytes => first.HoldsBytes && second.HoldsBytes;

    internal override ReadOnlySpan<byte> Bytes(int row) => row < first.Rows ? first.Bytes(row) : second.Bytes(row - first.Rows);

    internal override bool IsFinite() => first.IsFinite() && second.IsFinite();

    internal override void CopyRow<T>(int row, int column, Span<T> destination)
    {
        if (row < first.Rows)
            first.CopyRow(row, column, destination);
        else
            second.CopyRow(row - first.Rows, column, destination);
    }
}
