using Microsoft.ML;

namespace MlNetShallow.Explanations;

/// <summary>A column that is there for stages to find, but that no feature is made of: its values are not kept.</summary>
internal sealed class UnreadColumn(DataViewSchema.Column source) : PermutedColumn(source)
{
    public override void Read()
    {
    }

    public override Delegate CreateGetter(PermutedCursor cursor)
        => throw new InvalidOperationException($"Column '{Column.Name}' is not among those that the features are made of.");
}
