using System.IO.Compression;

namespace MlNetShallow.Data.Files;

/// <summary>What is in a gzip file, of one member or several. One that is cut short is an error.</summary>
/// <remarks>.NET's own stream takes the end of the bytes for the end of what is in them. So a member of ours is put behind them, and
/// must come out at the end.</remarks>
internal sealed class GzipInput : ForwardStream
{
    private static readonly byte[] Mark = "MlNetShallow: end of file"u8.ToArray();
    private static readonly byte[] MarkMember = Compress(Mark);

    private readonly GZipStream _contents;
    private readonly byte[] _buffer = new byte[1 << 16];
    private int _start;
    private int _end;
    private bool _isAtEnd;

    /// <param name="bytes">The file's bytes; disposed of with this.</param>
    public GzipInput(Stream bytes)
        => _contents = new GZipStream(new FollowedStream(bytes, MarkMember), CompressionMode.Decompress);

    /// <exception cref="InvalidDataException">It is no gzip file, or not all of one.</exception>
    public override int Read(Span<byte> buffer)
    {
        if (buffer.IsEmpty)
            return 0;
        while (!_isAtEnd && _end - _start <= Mark.Length)
            Fill();
        int count = Math.Min(buffer.Length, _end - _start - Mark.Length);
        _buffer.AsSpan(_start, count).CopyTo(buffer);
        _start += count;
        return count;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _contents.Dispose();
        base.Dispose(disposing);
    }

    /// <summary>Bytes as a gzip file, which may also stand behind another one.</summary>
    public static byte[] Compress(ReadOnlySpan<byte> bytes)
    {
        using var compressed = new MemoryStream();
        using (var compressor = new GZipStream(compressed, CompressionLevel.Optimal))
            compressor.Write(bytes);
        return compressed.ToArray();
    }

    private void Fill()
    {
        _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
        (_start, _end) = (0, _end - _start);
        int read = _contents.Read(_buffer.AsSpan(_end));
        _end += read;
        if (read > 0)
            return;
        _isAtEnd = true;
        if (!_buffer.AsSpan(0, _end).EndsWith(Mark))
            throw new InvalidDataException("It is cut short, or something stands behind its end.");
    }
}
