namespace MlNetShallow.Data.Files;

/// <summary>The bytes of a stream, and others behind them.</summary>
internal sealed class FollowedStream(Stream first, byte[] last) : ForwardStream
{
    private int _ofLast = -1;

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

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            first.Dispose();
        base.Dispose(disposing);
    }
}
