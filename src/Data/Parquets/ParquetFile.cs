using Parquet;
using Parquet.Schema;

namespace MlNetShallow.Data.Parquets;

/// <summary>A Parquet file, open for one reader.</summary>
internal sealed class ParquetFile : IDisposable
{
    private readonly string _path;
    private readonly FileStream _stream;
    private readonly ParquetReader _reader;

    /// <exception cref="InvalidDataException">It is none.</exception>
    public ParquetFile(string path)
    {
        _path = path;
        _stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        try
        {
            _reader = Do(() => ParquetReader.CreateAsync(_stream, new ParquetOptions(), leaveStreamOpen: true));
        }
        catch
        {
            _stream.Dispose();
            throw;
        }
    }

    public static bool IsOne(string path)
        => Path.GetExtension(path).Equals(".parquet", StringComparison.OrdinalIgnoreCase);

    public IReadOnlyList<Field> Fields => _reader.Schema.Fields;

    public int RowGroups => _reader.RowGroupCount;

    public int RowsOf(int rowGroup)
    {
        using ParquetRowGroupReader group = _reader.OpenRowGroupReader(rowGroup);
        return checked((int)group.RowCount);
    }

    /// <summary>Reads the columns of a row group.</summary>
    public void Read(int rowGroup, IEnumerable<ParquetColumn> columns)
    {
        using ParquetRowGroupReader group = _reader.OpenRowGroupReader(rowGroup);
        foreach (ParquetColumn column in columns)
        {
            try
            {
                Do(async () =>
                {
                    await column.LoadAsync(group).ConfigureAwait(false);
                    return true;
                });
            }
            catch (InvalidDataException exception) when (exception.InnerException is NotImplementedException)
            {
                throw new InvalidDataException($"The file '{_path}' has the column '{column.Name}' in data pages of version 2, in which "
                    + "lists cannot be read; wanted are pages of version 1.", exception);
            }
        }
    }

    public void Dispose()
    {
        _reader.DisposeAsync().AsTask().GetAwaiter().GetResult();
        _stream.Dispose();
    }

    // What a damaged file makes the reader throw can be anything.
    private T Do<T>(Func<Task<T>> read)
    {
        try
        {
            return Task.Run(read).GetAwaiter().GetResult();
        }
        catch (Exception exception) when (exception is not (OutOfMemoryException or InvalidDataException))
        {
            throw new InvalidDataException(
                $"The file '{_path}' is no Parquet file that can be read: {exception.Message}", exception);
        }
    }
}
