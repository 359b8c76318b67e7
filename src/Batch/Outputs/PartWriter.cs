using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using MlNetShallow.Batch.Files;
using MlNetShallow.Batch.Manifests;
using MlNetShallow.Data.Files;
using MlNetShallow.Data.Rows;

namespace MlNetShallow.Batch.Outputs;

/// <summary>Writes one part of the output. Only when it is finished it has its name.</summary>
internal sealed class PartWriter : IDisposable
{
    private readonly string _path;
    private readonly FileStream _stream;
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly MemoryStream _compressed = new();
    private readonly GZipStream? _compressor;
    private int _rows;
    private long _errors;
    private long _filledIn;
    private long _bytes;

    /// <param name="folder">The job's working folder.</param>
    /// <param name="part">The number of the part.</param>
    /// <param name="form">The form of the output.</param>
    public PartWriter(string folder, long part, OutputForm form)
    {
        _path = Path.Join(folder, NameOf(part, form));
        _stream = CommittedFile.Create(_path);
        _compressor = form.IsCompressed ? new GZipStream(_compressed, CompressionLevel.Optimal, leaveOpen: true) : null;
    }

    public static string NameOf(long part, OutputForm form) => string.Create(
        CultureInfo.InvariantCulture,
        $"part-{part:D5}.{OutputFormats.ExtensionOf(form.Format)}{(form.IsCompressed ? InputFile.Gzip : "")}");

    public void Write(ReadOnlySpan<byte> bytes, int rows, int errors, int filledIn)
    {
        if (_compressor is null)
        {
            Append(bytes);
        }
        else
        {
            _compressor.Write(bytes);
            AppendCompressed();
        }

        (_rows, _errors, _filledIn) = (_rows + rows, _errors + errors, _filledIn + filledIn);
    }

    /// <summary>Puts the part on the disk and gives it its name.</summary>
    public FinishedPart Finish(long firstInput)
    {
        if (_compressor is not null)
        {
            _compressor.Dispose();
            AppendCompressed();
        }

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

    private void AppendCompressed()
    {
        Append(_compressed.GetBuffer().AsSpan(0, (int)_compressed.Length));
        _compressed.SetLength(0);
    }

    private void Append(ReadOnlySpan<byte> bytes)
    {
        _stream.Write(bytes);
        _hash.AppendData(bytes);
        _bytes += bytes.Length;
    }
}
