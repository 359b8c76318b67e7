using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetShallow.Batch.Scoring;
using MlNetShallow.Data.Tables;

namespace MlNetShallow.Batch.Inputs;

/// <summary>The rows of a file in ML.NET's binary form, or of a Parquet file.</summary>
internal sealed class BinaryTableInputs : TableInputs
{
    private readonly IDataView _data;
    private readonly string[] _kept;
    private readonly DataViewSchema.Column[] _needed;

    /// <exception cref="InvalidDataException">A column is missing or of another type.</exception>
    public BinaryTableInputs(string file, ScoringModel model, IReadOnlyList<string> kept, CancellationToken cancellation)
        : base(file, kept)
    {
        var table = new BinaryTable(new MLContext(), file, cancellation);
        string[] columns = [.. table.Columns.Select(column => column.Name)];
        CheckPresent(file, columns, model.InputColumns, $"that the model '{model.Name}' takes");
        CheckPresent(file, columns, kept, "that ScoringInputs.keep names");
        _data = table.Load([.. model.InputColumns.Select(name => new TableColumn(name, model.InputSchema[name].Type))]);
        _kept = [.. kept];
        _needed = [.. model.InputColumns.Select(name => _data.Schema[name])];
    }

    public override IReadOnlyDictionary<string, ColumnValue> CreateValues()
        => _needed.Select((column, i) => (column, i)).ToDictionary(
            pair => pair.column.Name,
            pair => (ColumnValue)(pair.column.Type switch
            {
                TextDataViewType => CreateValue<ReadOnlyMemory<char>>(pair.i),
                VectorDataViewType => CreateValue<VBuffer<float>>(pair.i),
                _ => CreateValue<float>(pair.i),
            }));

    protected override IEnumerable<long> CountAll()
    {
        using DataViewRowCursor cursor = _data.GetRowCursor([]);
        for (long rows = 1; cursor.MoveNext(); rows++)
            yield return rows;
    }

    protected override IEnumerable<InputItem> ReadAll()
    {
        DataViewSchema.Column[] kept = [.. _kept.Select(name => _data.Schema[name])];
        using DataViewRowCursor cursor = _data.GetRowCursor([.. kept, .. _needed]);
        Func<object>[] values = [.. _needed.Select(column => Getter(cursor, column))];
        Func<object>[] texts = [.. kept.Select(column => Getter(cursor, column))];
        for (long row = 1; cursor.MoveNext(); row++)
        {
            yield return new InputItem(
                NameOf(row),
                Array.ConvertAll(texts, get => Convert.ToString(get(), CultureInfo.InvariantCulture)!),
                Values: Array.ConvertAll(values, get => get()));
        }
    }

    private static ColumnValue<T> CreateValue<T>(int place) => new(
        (in InputItem item, ref T value) => value = (T)item.Values![place]);

    private static Func<object> Getter(DataViewRow row, DataViewSchema.Column column) => column.Type switch
    {
        TextDataViewType => Getter<ReadOnlyMemory<char>>(row, column),
        VectorDataViewType => Getter<VBuffer<float>>(row, column),
        _ => Getter<float>(row, column),
    };

    // Each row's value has memory of its own: rows are scored on other threads, later.
    private static Func<object> Getter<T>(DataViewRow row, DataViewSchema.Column column)
        where T : struct
    {
        ValueGetter<T> get = row.GetGetter<T>(column);
        return () =>
        {
            T value = default;
            get(ref value);
            return value;
        };
    }
}
