using Microsoft.ML;
using Parquet.Schema;

namespace MlNetShallow.Data.Parquets;

/// <summary>The rows of a Parquet file as ML.NET takes them: in the file's order, read again by each cursor, of one row group at a
/// time the columns that are asked for. Columns of other kinds than <see cref="ParquetColumn"/> has are left out.</summary>
internal sealed class ParquetView : IDataView
{
    private readonly string _path;
    private readonly long _rows;
    private readonly Dictionary<string, int?> _lengths = [];

    /// <exception cref="InvalidDataException">It is no such file.</exception>
    public ParquetView(string path)
    {
        _path = path;
        using var file = new ParquetFile(path);
        for (int group = 0; group < file.RowGroups; group++)
            _rows += file.RowsOf(group);
        var schema = new DataViewSchema.Builder();
        foreach (Field field in file.Fields)
        {
            if (ParquetColumn.IsVector(field))
                _lengths[field.Name] = LengthOf(file, field);
            if (Column(field) is { } column)
                schema.AddColumn(field.Name, column.Type);
        }

        Schema = schema.ToSchema();
    }

    public bool CanShuffle => false;

    public DataViewSchema Schema { get; }

    public long? GetRowCount() => _rows;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
    {
        var file = new ParquetFile(_path);
        try
        {
            return new ParquetCursor(Schema, file, columnsNeeded.DistinctBy(column => column.Index).ToDictionary(
                column => column.Index, column => Column(FieldOf(file, column.Name))
                    ?? throw new InvalidDataException($"The column '{column.Name}' of '{_path}' is of another type now.")));
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null)
        => [GetRowCursor(columnsNeeded, rand)];

    private ParquetColumn? Column(Field field) => ParquetColumn.Of(field, _lengths.GetValueOrDefault(field.Name));

    private Field FieldOf(ParquetFile file, string name) => file.Fields.FirstOrDefault(field => field.Name == name)
        ?? throw new InvalidDataException($"The table '{_path}' has no column '{name}' any more.");

    /// <summary>The length of all lists; null where they have several.</summary>
    private static int? LengthOf(ParquetFile file, Field field)
    {
        int? length = null;
        ParquetColumn column = ParquetColumn.Of(field)!;
        for (int group = 0; group < file.RowGroups; group++)
        {
            file.Read(group, [column]);
            foreach (float[] row in ((IParquetLists)column).Rows)
            {
                if (length is { } known && known != row.Length)
                    return null;
                length = row.Length;
            }
        }

        return length > 0 ? length : null;
    }
}
