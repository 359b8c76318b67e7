namespace MlNetShallow.Data.Files;

/// <summary>The bytes of a stream, and others behind them.</summary>
internal sealed class FollowedStream(Stream first, byte[] last) : Stream
{
    private int _ofLast = -1;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        if (_ofLast < 0)
        {
            int read = first.Read(buffer);
            if (read > 0 || buffer.IsEmpty)
                return read;
            _ofLast = 0;
        }

        int count = Math.Min(buffer.Length, last.Length - _ofLast);
        last.AsSpan(_ofLast, count).CopyTo(buffer);
        _ofLast += count;
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            first.Dispose();
        base.Dispose(disposing);
    }
}
