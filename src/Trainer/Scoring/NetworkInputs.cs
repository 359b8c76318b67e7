using Microsoft.ML;
using MlNetShallow.Input;

namespace MlNetShallow.Scoring;

/// <summary>The columns that a network scores.</summary>
/// <param name="Features">The features.</param>
/// <param name="Offset">What is added to the logit; null for none.</param>
internal readonly record struct NetworkInputs(DataViewSchema.Column Features, DataViewSchema.Column? Offset)
{
    /// <summary>Finds them in the data.</summary>
    /// <param name="schema">The schema of the data.</param>
    /// <param name="features">The feature column.</param>
    /// <param name="offset">The offset column; null for none.</param>
    /// <param name="length">n0.</param>
    /// <exception cref="ArgumentOutOfRangeException">One is missing, or of another type or size.</exception>
    public static NetworkInputs Find(DataViewSchema schema, string features, string? offset, int length)
    {
        DataViewSchema.Column column = ColumnCheck.ScoredFeatures(schema, features, length);
        if (offset is null)
            return new(column, Offset: null);
        ColumnCheck.Offset(offset, ColumnShape.Find(schema, offset));
        return new(column, schema[offset]);
    }

    /// <summary>A logit with its offset. One that is missing or infinite makes it NaN, as missing features do.</summary>
    public static float Add(float logit, float offset) => float.IsFinite(offset) ? logit + offset : float.NaN;

    /// <summary>Reads the offsets; null where there are none.</summary>
    public ValueGetter<float>? OffsetGetter(DataViewRow input) => Offset is { } offset ? input.GetGetter<float>(offset) : null;
}
