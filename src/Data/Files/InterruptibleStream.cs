namespace MlNetShallow.Data.Files;

/// <summary>A stream whose reads end when the program is told to stop, though nothing comes.</summary>
/// <param name="source">The stream.</param>
/// <param name="cancellation">Ends a read.</param>
internal sealed class InterruptibleStream(Stream source, CancellationToken cancellation) : ForwardStream
{
    private readonly byte[] _buffer = new byte[1 << 16];

    public override int Read(Span<byte> buffer)
    {
        int most = Math.Min(buffer.Length, _buffer.Length);
        // The read that is given up keeps its thread until the process ends.
        int read = Task.Run(() => source.Read(_buffer, 0, most), CancellationToken.None)
            .WaitAsync(cancellation).GetAwaiter().GetResult();
        _buffer.AsSpan(0, read).CopyTo(buffer);
        return read;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && !cancellation.IsCancellationRequested)
            source.Dispose();
        base.Dispose(disposing);
    }
}
