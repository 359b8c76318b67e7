using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetShallow.Sample.Data.Tables;

namespace MlNetShallow.Sample.Models;

/// <summary>Some of the rows of other data, in their order.</summary>
/// <param name="source">The data, whose rows come in the same order each time.</param>
/// <param name="isIn">For each of its rows, whether it is one of them.</param>
internal sealed class RowSubset(IDataView source, bool[] isIn) : IDataView
{
    public bool CanShuffle => false;

    public DataViewSchema Schema => source.Schema;

    /// <summary>The rows that have all of some numbers, and how many others there are.</summary>
    public static (IDataView Rows, int LeftOut) WithAllNumbers(IDataView data, IReadOnlyCollection<TableColumn> numbers)
    {
        var isIn = new List<bool>();
        using (DataViewRowCursor cursor = data.GetRowCursor(numbers.Select(column => data.Schema[column.Name])))
        {
            Func<bool>[] areThere = [.. numbers.Select(column => HasNumbers(cursor, data.Schema[column.Name]))];
            while (cursor.MoveNext())
                isIn.Add(Array.TrueForAll(areThere, isThere => isThere()));
        }

        int leftOut = isIn.Count(isThere => !isThere);
        return (leftOut == 0 ? data : new RowSubset(data, [.. isIn]), leftOut);
    }

    public long? GetRowCount() => isIn.Count(isRow => isRow);

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
        => new Cursor(source.GetRowCursor(columnsNeeded), isIn);

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null)
        => [GetRowCursor(columnsNeeded)];

    private static Func<bool> HasNumbers(DataViewRow row, DataViewSchema.Column column)
    {
        if (column.Type is VectorDataViewType)
        {
            var getVector = row.GetGetter<VBuffer<float>>(column);
            VBuffer<float> vector = default;
            return () =>
            {
                getVector(ref vector);
                return AllFinite(vector.GetValues());
            };
        }

        var getNumber = row.GetGetter<float>(column);
        float number = 0;
        return () =>
        {
            getNumber(ref number);
            return float.IsFinite(number);
        };
    }

    private static bool AllFinite(ReadOnlySpan<float> values)
    {
        foreach (float value in values)
        {
            if (!float.IsFinite(value))
                return false;
        }

        return true;
    }

    private sealed class Cursor(DataViewRowCursor input, bool[] isIn) : DataViewRowCursor
    {
        private long _position = -1;
        private int _row = -1;

        public override DataViewSchema Schema => input.Schema;

        public override long Position => _position;

        public override long Batch => input.Batch;

        public override bool MoveNext()
        {
            while (input.MoveNext())
            {
                if (!isIn[++_row])
                    continue;
                _position++;
                return true;
            }

            _position = -1;
            return false;
        }

        public override ValueGetter<DataViewRowId> GetIdGetter() => input.GetIdGetter();

        public override bool IsColumnActive(DataViewSchema.Column column) => input.IsColumnActive(column);

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) => input.GetGetter<TValue>(column);

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                input.Dispose();
            base.Dispose(disposing);
        }
    }
}
