using MlNetShallow.Batch.Inputs;
using MlNetShallow.Batch.Scoring;

namespace MlNetShallow.Batch;

/// <summary>Inputs, and what they have in a model's columns.</summary>
/// <param name="Source">The inputs.</param>
/// <param name="CreateValues">Makes the values of the model's columns, for one thread.</param>
/// <param name="Noun">What the inputs are called where they are counted.</param>
internal sealed record BoundInputs(
    InputSource Source, Func<IReadOnlyDictionary<string, ColumnValue>> CreateValues, string Noun)
{
    public static BoundInputs Pictures(IPathListing listing, IReadOnlyDictionary<string, string> options)
        => new(new PictureInputs(listing) { Options = options }, PictureColumns.Create, "pictures");

    public static BoundInputs Rows(TableInputs table) => new(table, table.CreateValues, "rows");
}
