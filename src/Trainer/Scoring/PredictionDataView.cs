using Microsoft.ML;

namespace MlNetShallow.Scoring;

/// <summary>Data with predictions, computed as a cursor asks for them.</summary>
internal sealed class PredictionDataView(IDataView source, PredictionMapper mapper) : IDataView
{
    public DataViewSchema Schema => mapper.OutputSchema;

    public bool CanShuffle => source.CanShuffle;

    public long? GetRowCount() => source.GetRowCount();

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
    {
        DataViewSchema.Column[] columns = [.. columnsNeeded];
        return mapper.CreateCursor(source.GetRowCursor(mapper.GetDependencies(columns), rand), columns, numberOfThreads: 0);
    }

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null)
    {
        DataViewSchema.Column[] columns = [.. columnsNeeded];
        DataViewRowCursor[] cursors = source.GetRowCursorSet(mapper.GetDependencies(columns), n, rand);
        // Several cursors are read by as many threads, each of which scores what it reads.
        int numberOfThreads = cursors.Length > 1 ? 1 : 0;
        return [.. cursors.Select(cursor => mapper.CreateCursor(cursor, columns, numberOfThreads))];
    }
}
