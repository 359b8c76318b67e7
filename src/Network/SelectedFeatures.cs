namespace MlNetShallow;

/// <summary>Some of another matrix's examples, which stay where they are.</summary>
internal sealed class SelectedFeatures(FeatureMatrix source, int[] rows) : FeatureMatrix(source.Columns)
{
    public override int Rows => rows.Length;

    public override double Scale => source.Scale;

    internal override bool HoldsBytes => source.HoldsBytes;

    internal override bool IsFinite() => source.IsFinite();

    internal override FeatureMatrix Select(int[] selected) => new SelectedFeatures(source, Array.ConvertAll(selected, i => rows[i]));

    internal override void CopyRow<T>(int row, int column, Span<T> destination) => source.CopyRow(rows[row], column, destination);
}
