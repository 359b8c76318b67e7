namespace MlNetShallow.Data.Delimited;

/// <summary>Text that arrives little by little, for a reader that asks for more until its buffer is full or there is none: after
/// what is there it says once that there is no more, so that rows are found before the next ones come.</summary>
/// <param name="text">The text; disposed of with this.</param>
internal sealed class ArrivingText(TextReader text) : TextReader
{
    private bool _pauses;

    public override int Read(Span<char> buffer)
    {
        if (_pauses)
        {
            _pauses = false;
            return 0;
        }

        int read = text.Read(buffer);
        // Whether a line feed follows a carriage return must be known before the row is cut.
        _pauses = read > 0 && read < buffer.Length && buffer[read - 1] != '\r';
        return read;
    }

    public override int Read(char[] buffer, int index, int count) => Read(buffer.AsSpan(index, count));

    public override int Read() => text.Read();

    public override int Peek() => text.Peek();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            text.Dispose();
        base.Dispose(disposing);
    }
}
