using System.Globalization;
using System.Security.Cryptography;
using MlNetShallow.Batch.Files;
using MlNetShallow.Batch.Manifests;
using MlNetShallow.Data.Rows;

namespace MlNetShallow.Batch.Outputs;

/// <summary>Writes one part of the output. Only when it is finished it has its name.</summary>
internal sealed class PartWriter : IDisposable
{
    private readonly string _path;
    private readonly FileStream _stream;
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private int _rows;
    private long _errors;
    private long _filledIn;
    private long _bytes;

    /// <param name="folder">The job's working folder.</param>
    /// <param name="part">The number of the part.</param>
    /// <param name="format">The format, which gives the file its extension.</param>
    public PartWriter(string folder, long part, OutputFormat format)
    {
        _path = Path.Join(folder, NameOf(part, format));
        _stream = CommittedFile.Create(_path);
    }

    public static string NameOf(long part, OutputFormat format)
        => string.Create(CultureInfo.InvariantCulture, $"part-{part:D5}.{OutputFormats.ExtensionOf(format)}");

    public void Write(ReadOnlySpan<byte> bytes, int rows, int errors, int filledIn)
    {
        _stream.Write(bytes);
        _hash.AppendData(bytes);
        (_rows, _errors, _bytes) = (_rows + rows, _errors + errors, _bytes + bytes.Length);
        _filledIn += filledIn;
    }

    /// <summary>Puts the part on the disk and gives it its name.</summary>
    public FinishedPart Finish(long firstInput)
    {
        _stream.Flush(flushToDisk: true);
        _stream.Dispose();
        CommittedFile.Commit(_path);
        return new FinishedPart(Path.GetFileName(_path), firstInput, _rows, _errors, _bytes, Checksum.Of(_hash))
        {
            FilledIn = _filledIn,
        };
    }

    public void Dispose()
    {
        _stream.Dispose();
        _hash.Dispose();
    }
}
