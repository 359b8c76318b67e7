using Parquet;
using Parquet.Schema;

namespace MlNetShallow.Data.Parquets;

/// <summary>Writes a Parquet file of texts and numbers, row group by row group.</summary>
internal sealed class ParquetTableWriter : IDisposable
{
    private readonly DataField[] _fields;
    private readonly ParquetWriter _writer;

    /// <param name="stream">Takes the bytes; it stays open.</param>
    /// <param name="columns">The columns: whether each is of numbers, else texts, and whether a value may be missing.</param>
    public ParquetTableWriter(Stream stream, IEnumerable<(string Name, bool IsNumber, bool IsNullable)> columns)
    {
        _fields = [.. columns.Select(column => column.IsNumber
            ? (DataField)new DataField<float>(column.Name, column.IsNullable)
            : new DataField(column.Name, typeof(string), column.IsNullable))];
        _writer = Task.Run(() => ParquetWriter.CreateAsync(new ParquetSchema(_fields), stream)).GetAwaiter().GetResult();
    }

    /// <summary>Writes a row group.</summary>
    /// <param name="columns">The values of each column: <see cref="List{T}"/> of texts, or of numbers that may be missing.</param>
    public void Write(IReadOnlyList<object> columns) => Task.Run(async () =>
    {
        using ParquetRowGroupWriter group = _writer.CreateRowGroup();
        for (int i = 0; i < _fields.Length; i++)
        {
            if (columns[i] is List<float?> numbers)
                await group.WriteAsync<float>(_fields[i], numbers.ToArray().AsMemory()).ConfigureAwait(false);
            else
                await group.WriteAsync(_fields[i], (List<string?>)columns[i]).ConfigureAwait(false);
        }

        group.CompleteValidate();
    }).GetAwaiter().GetResult();

    /// <summary>Writes the end of the file.</summary>
    public void Dispose() => _writer.DisposeAsync().AsTask().GetAwaiter().GetResult();
}
