using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetShallow.Data.Parquets;

namespace MlNetShallow.Data.Tables;

/// <summary>A file in ML.NET's binary form, or a Parquet file. Booleans and keys are taken as the texts that they stand for.</summary>
internal sealed class BinaryTable : Table
{
    private readonly IDataView _data;

    public BinaryTable(MLContext mlContext, string path, CancellationToken cancellation)
        : base(path, cancellation)
    {
        _data = ParquetFile.IsOne(path) ? new ParquetView(path) : mlContext.Data.LoadFromBinary(path);
        var flags = new Dictionary<bool, string> { [false] = "false", [true] = "true" };
        foreach (DataViewSchema.Column column in _data.Schema)
        {
            IEstimator<ITransformer>? toText = column.Type switch
            {
                KeyDataViewType => mlContext.Transforms.Conversion.MapKeyToValue(column.Name),
                BooleanDataViewType => mlContext.Transforms.Conversion.MapValue(column.Name, flags),
                _ => null,
            };
            if (toText is not null)
                _data = toText.Fit(_data).Transform(_data);
        }
    }

    protected override IReadOnlyList<ColumnSummary> Summarize()
    {
        DataViewSchema.Column[] columns = [.. _data.Schema.Where(column => !column.IsHidden && IsTaken(column.Type))];
        ColumnSummary[] summaries =
            [.. columns.Select(column => new ColumnSummary(column.Name, column.Type as VectorDataViewType))];
        using DataViewRowCursor cursor = _data.GetRowCursor(columns);
        Action[] add = [.. columns.Zip(summaries, (column, summary) => Adder(cursor, column, summary))];
        while (cursor.MoveNext())
        {
            CountRow();
            Array.ForEach(add, each => each());
        }

        return Rows > 0 ? summaries : throw new InvalidDataException($"The table '{Path}' has no rows.");
    }

    protected override IDataView Read(IReadOnlyCollection<TableColumn> columns)
    {
        foreach (TableColumn column in columns)
        {
            DataViewType found = _data.Schema[column.Name].Type;
            if (!found.Equals(column.Type))
                throw new InvalidDataException($"Column '{column.Name}' of '{Path}' is {found}; wanted is {column.Type}.");
        }

        return _data;
    }

    private static bool IsTaken(DataViewType type) => type is TextDataViewType
        || type.Equals(NumberDataViewType.Single)
        || (type is VectorDataViewType { IsKnownSize: true } vector && vector.ItemType.Equals(NumberDataViewType.Single));

    private static Action Adder(DataViewRowCursor cursor, DataViewSchema.Column column, ColumnSummary summary)
    {
        if (column.Type is VectorDataViewType)
            return () => { };
        if (column.Type is TextDataViewType)
        {
            var getText = cursor.GetGetter<ReadOnlyMemory<char>>(column);
            ReadOnlyMemory<char> text = default;
            return () =>
            {
                getText(ref text);
                summary.Add(text.Span);
            };
        }

        var getNumber = cursor.GetGetter<float>(column);
        float number = 0;
        return () =>
        {
            getNumber(ref number);
            summary.Add(number.ToString("R", CultureInfo.InvariantCulture));
        };
    }
}
