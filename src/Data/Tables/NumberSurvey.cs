using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlNetShallow.Data.Tables;

/// <summary>What some columns of numbers lack, row by row.</summary>
internal sealed class NumberSurvey
{
    // A table may have thousands of columns.
    private const int MostNames = 10;

    private readonly (string Name, int Missing)[] _columns;

    private NumberSurvey((string Name, int Missing)[] columns, NumberGap[] gaps) => (_columns, Gaps) = (columns, gaps);

    /// <summary>The worst gap of each row.</summary>
    public IReadOnlyList<NumberGap> Gaps { get; }

    public bool HasMissing => _columns.Length > 0;

    /// <summary>Looks at all rows once.</summary>
    public static NumberSurvey Take(IDataView data, IReadOnlyCollection<TableColumn> numbers)
    {
        DataViewSchema.Column[] columns = [.. numbers.Select(column => data.Schema[column.Name])];
        int[] missing = new int[columns.Length];
        var gaps = new List<NumberGap>();
        using DataViewRowCursor cursor = data.GetRowCursor(columns);
        Func<NumberGap>[] getters = [.. columns.Select(column => GapGetter(cursor, column))];
        while (cursor.MoveNext())
        {
            NumberGap largest = NumberGap.None;
            for (int i = 0; i < getters.Length; i++)
            {
                NumberGap gap = getters[i]();
                if (gap == NumberGap.Missing)
                    missing[i]++;
                if (gap > largest)
                    largest = gap;
            }

            gaps.Add(largest);
        }

        return new([.. columns.Select((column, i) => (column.Name, missing[i])).Where(column => column.Item2 > 0)], [.. gaps]);
    }

    /// <summary>The rows without a gap of some size or a larger one.</summary>
    public IDataView RowsBelow(NumberGap gap, IDataView data)
        => Gaps.Any(found => found >= gap) ? new RowSubset(data, [.. Gaps.Select(found => found < gap)]) : data;

    /// <summary>Says how many rows lack a number, or have an infinite one, and what becomes of them.</summary>
    /// <param name="fate">What becomes of those that lack one, as the end of a sentence.</param>
    public IEnumerable<string> Describe(string fate)
    {
        string[] lines = [Describe(NumberGap.Missing, fate), Describe(NumberGap.Infinite, "; left out")];
        return lines.Where(line => line != "");
    }

    /// <summary>Says how many rows have a gap, and what becomes of them; nothing where there are none.</summary>
    /// <param name="gap">Which.</param>
    /// <param name="fate">What becomes of them, as the end of a sentence.</param>
    /// <param name="isTold">Of which rows it is told; null for all.</param>
    public string Describe(NumberGap gap, string fate, IReadOnlyList<bool>? isTold = null)
    {
        int count = Gaps.Where((found, row) => found == gap && (isTold is null || isTold[row])).Count();
        if (count == 0)
            return "";
        string what = gap == NumberGap.Missing
            ? $"{(count == 1 ? "lacks" : "lack")} a number ({Names()})"
            : $"{(count == 1 ? "has" : "have")} an infinite number";
        return $"{count} of {Gaps.Count} rows {what}{fate}.";
    }

    private string Names()
    {
        IEnumerable<string> names = _columns.Take(MostNames).Select(column => $"{column.Name} {column.Missing}");
        string all = string.Join(", ", names);
        return _columns.Length > MostNames ? $"{all} and {_columns.Length - MostNames} other columns" : all;
    }

    private static Func<NumberGap> GapGetter(DataViewRow row, DataViewSchema.Column column)
    {
        if (column.Type is VectorDataViewType)
        {
            var getVector = row.GetGetter<VBuffer<float>>(column);
            VBuffer<float> vector = default;
            return () =>
            {
                getVector(ref vector);
                return NumberGaps.Of(in vector);
            };
        }

        var getNumber = row.GetGetter<float>(column);
        float number = 0;
        return () =>
        {
            getNumber(ref number);
            return NumberGaps.Of(number);
        };
    }
}
