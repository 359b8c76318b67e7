using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetShallow.Data.Parquets;
using MlNetShallow.Data.Rows;

namespace MlNetShallow.Data.Tables;

/// <summary>A table in a file: rows of named columns.</summary>
internal abstract class Table(string path, CancellationToken cancellation)
{
    public const string Kinds = ".csv, .tsv, .jsonl (or with .gz), .parquet or .idv";

    private IReadOnlyList<ColumnSummary>? _columns;

    public string Path => path;

    /// <summary>The columns, after one look at all rows, which is taken once.</summary>
    /// <exception cref="InvalidDataException">The table has no rows, or one of them is none of this table.</exception>
    public IReadOnlyList<ColumnSummary> Columns => _columns ??= Summarize();

    /// <summary>The number of rows; known with <see cref="Columns"/>.</summary>
    public long Rows { get; private set; }

    /// <summary>Whether a path is that of a table, by its extension; a folder never is.</summary>
    public static bool IsTable(string path) => (RowFile.IsOne(path) || IsBinary(path)) && !Directory.Exists(path);

    /// <summary>Opens a table.</summary>
    /// <param name="mlContext">Reads it.</param>
    /// <param name="path">The file.</param>
    /// <param name="cancellation">Ends the look at all rows.</param>
    /// <exception cref="InvalidDataException">It is none.</exception>
    public static Table Open(MLContext mlContext, string path, CancellationToken cancellation)
    {
        if (!File.Exists(path))
            throw new FileNotFoundException($"The table '{path}' does not exist.", path);
        if (new FileInfo(path).Length == 0)
            throw new InvalidDataException($"The table '{path}' is empty.");
        return RowFile.IsOne(path) ? new TextTable(path, cancellation) : new BinaryTable(mlContext, path, cancellation);
    }

    /// <summary>The column of that name.</summary>
    /// <exception cref="InvalidDataException">There is none.</exception>
    public ColumnSummary Find(string name, string purpose)
        => Columns.FirstOrDefault(column => column.Name == name) ?? throw new InvalidDataException(
            $"The table '{path}' has no column '{name}', {purpose}; it has {string.Join(", ", Columns.Select(c => c.Name))}.");

    /// <summary>The rows with some of the columns, read again each time.</summary>
    /// <exception cref="InvalidDataException">A column is not there or of another type.</exception>
    public IDataView Load(IReadOnlyCollection<TableColumn> columns)
    {
        foreach (TableColumn column in columns)
            Check(column);
        return Read(columns);
    }

    protected abstract IReadOnlyList<ColumnSummary> Summarize();

    protected void CountRow()
    {
        cancellation.ThrowIfCancellationRequested();
        Rows++;
    }

    protected abstract IDataView Read(IReadOnlyCollection<TableColumn> columns);

    private static bool IsBinary(string path)
        => System.IO.Path.GetExtension(path).Equals(".idv", StringComparison.OrdinalIgnoreCase) || ParquetFile.IsOne(path);

    private void Check(TableColumn column)
    {
        ColumnSummary found = Find(column.Name, "which is needed");
        if (found.Vector is null ? column.Type is VectorDataViewType : !found.Vector.Equals(column.Type))
        {
            throw new InvalidDataException($"Column '{column.Name}' of '{path}' is {found.Vector?.ToString() ?? "no vector"}; "
                + $"wanted is {column.Type}.");
        }

        if (column.Type is NumberDataViewType && found.FirstText is { } text)
        {
            throw new InvalidDataException(
                $"Column '{column.Name}' of '{path}' has '{text.Value}' in row {text.Row}; wanted are numbers.");
        }
    }
}
