using System.Security.Cryptography;
using MlNetShallow.Sample.Batch.Files;
using MlNetShallow.Sample.Batch.Manifests;

namespace MlNetShallow.Sample.Batch.Merging;

/// <summary>Takes the rows out of a shard's file one after the other, and its checksum on the way.</summary>
internal sealed class RowReader : IDisposable
{
    private readonly ShardFile _shard;
    private readonly bool _hasQuotes;
    private readonly FileStream _stream;
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly byte[] _buffer;
    private int _start;
    private int _end;

    public RowReader(ShardFile shard, int bufferSize)
    {
        _shard = shard;
        _hasQuotes = shard.Manifest.Output.Format == OutputFormat.Csv;
        _buffer = new byte[bufferSize];
        _stream = new FileStream(shard.Path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
    }

    /// <summary>Copies a row, up to its line feed and with it.</summary>
    /// <exception cref="InvalidDataException">The file ends before that.</exception>
    public void CopyRow(Stream output)
    {
        bool isQuoted = false;
        while (true)
        {
            if (_start == _end && !Fill())
                throw Changed();
            Span<byte> rest = _buffer.AsSpan(_start.._end);
            int length = LengthOfRow(rest, ref isQuoted);
            output.Write(length < 0 ? rest : rest[..length]);
            _start += length < 0 ? rest.Length : length;
            if (length >= 0)
                return;
        }
    }

    /// <summary>Checks that nothing is left, and that all of it is what was written.</summary>
    /// <exception cref="InvalidDataException">It is not.</exception>
    public void CheckEnd()
    {
        if (_start < _end || Fill() || Checksum.Of(_hash) != _shard.Result.Sha256)
            throw Changed();
    }

    public void Dispose()
    {
        _stream.Dispose();
        _hash.Dispose();
    }

    // Within quotes a line feed is part of a name; a quote in a name stands there twice.
    private int LengthOfRow(ReadOnlySpan<byte> bytes, ref bool isQuoted)
    {
        if (!_hasQuotes)
            return bytes.IndexOf((byte)'\n') is >= 0 and int end ? end + 1 : -1;
        for (int position = 0; position < bytes.Length; position++)
        {
            int next = bytes[position..].IndexOfAny((byte)'"', (byte)'\n');
            if (next < 0)
                return -1;
            position += next;
            if (bytes[position] == '"')
                isQuoted = !isQuoted;
            else if (!isQuoted)
                return position + 1;
        }

        return -1;
    }

    private bool Fill()
    {
        (_start, _end) = (0, _stream.Read(_buffer));
        _hash.AppendData(_buffer, 0, _end);
        return _end > 0;
    }

    private InvalidDataException Changed()
        => new($"The shard '{_shard.Path}' was changed after it was written: its bytes do not have the SHA-256 "
            + $"{_shard.Result.Sha256} that its manifest says.");
}
