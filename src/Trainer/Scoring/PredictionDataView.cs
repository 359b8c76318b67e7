using Microsoft.ML;
using Microsoft.ML.Data;

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
        return Wrap(source.GetRowCursor(mapper.GetDependencies(columns), rand), columns);
    }

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null)
    {
        DataViewSchema.Column[] columns = [.. columnsNeeded];
        DataViewRowCursor[] cursors = source.GetRowCursorSet(mapper.GetDependencies(columns), n, rand);
        return [.. cursors.Select(cursor => Wrap(cursor, columns))];
    }

    private PredictionCursor Wrap(DataViewRowCursor cursor, DataViewSchema.Column[] columns)
        => new PredictionCursor(cursor, mapper.CreateRow(cursor, columns));

    /// <summary>Moves the input and reads the row over it.</summary>
    private sealed class PredictionCursor(DataViewRowCursor input, PredictionRow row) : DataViewRowCursor
    {
        public override DataViewSchema Schema => row.Schema;

        public override long Position => input.Position;

        public override long Batch => input.Batch;

        public override ValueGetter<DataViewRowId> GetIdGetter() => input.GetIdGetter();

        public override bool IsColumnActive(DataViewSchema.Column column) => row.IsColumnActive(column);

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) => row.GetGetter<TValue>(column);

        public override bool MoveNext() => input.MoveNext();

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                row.Dispose();
            base.Dispose(disposing);
        }
    }
}
