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
    /// <exception cref="InvalidDataException">The model takes no pictures.</exception>
    public static BoundInputs Pictures(
        IPathListing listing, ScoringModel model, IReadOnlyDictionary<string, string>? options = null)
        => model.TakesPictures
            ? new(new PictureInputs(listing) { Options = options ?? new Dictionary<string, string>() }, PictureColumns.Create, "pictures")
            : throw new InvalidDataException($"The model '{model.Name}' takes no pictures but the columns "
                + $"{string.Join(", ", model.InputColumns)}; '{listing.Source}' are paths of pictures.");

    public static BoundInputs Rows(TableInputs table) => new(table, table.CreateValues, "rows");

    public static BoundInputs Rows(PipedRows table) => new(table, table.CreateValues, "rows");

    public static BoundInputs Rows(RowInputs rows) => new(rows, rows.CreateValues, "rows");
}
