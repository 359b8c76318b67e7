using MlNetShallow.Batch.Scoring;

namespace MlNetShallow.Batch;

/// <summary>The columns of a table of predictions.</summary>
internal static class OutputColumns
{
    /// <exception cref="InvalidDataException">Two of them have one name.</exception>
    public static string[] Of(ScoringModel model, BoundInputs inputs)
    {
        string[] columns =
            ["input", .. inputs.Source.PassedColumns, .. PredictionWriter.ColumnsOf(model), "error"];
        return columns.GroupBy(name => name).FirstOrDefault(group => group.Count() > 1) is not { } twice
            ? columns
            : throw new InvalidDataException($"The output would have two columns named '{twice.Key}': give that of "
                + $"'{inputs.Source.Source}' another name.");
    }
}
