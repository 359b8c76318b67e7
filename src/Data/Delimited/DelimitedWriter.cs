using System.Buffers;
using System.Globalization;
using System.Text;
using nietras.SeparatedValues;

namespace MlNetShallow.Data.Delimited;

/// <summary>Writes the rows of a CSV or TSV file, field by field, in UTF-8 without a byte order mark. Lines end with a line feed
/// on all systems. For one thread.</summary>
internal sealed class DelimitedWriter : IDisposable
{
    private readonly DelimitedFormat _format;
    private readonly StreamWriter _text;
    private readonly SepWriter _rows;
    private readonly ArrayBufferWriter<char> _row = new();
    private readonly List<int> _ends = [];

    /// <param name="stream">Takes the bytes; it stays open.</param>
    /// <param name="format">How rows stand there.</param>
    public DelimitedWriter(Stream stream, DelimitedFormat format)
    {
        _format = format;
        // What is no character at all is replaced, as in a file's name that is no UTF-16.
        _text = new StreamWriter(stream, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\n" };
        _rows = new SepWriterOptions(new Sep(format.Separator)) { WriteHeader = false, Escape = format.HasQuotes }
            .To(_text, leaveOpen: true);
    }

    public void Text(ReadOnlySpan<char> text)
    {
        if (_format.HasEscapes)
            EscapedField.Escape(text, _row);
        else
            _row.Write(text);
        _ends.Add(_row.WrittenCount);
    }

    /// <summary>A number, with the shortest digits that read back as the same.</summary>
    public void Number<T>(T number)
        where T : ISpanFormattable
    {
        int written, space = 32;
        while (!number.TryFormat(_row.GetSpan(space), out written, default, CultureInfo.InvariantCulture))
            space *= 2;

        _row.Advance(written);
        _ends.Add(_row.WrittenCount);
    }

    /// <summary>A value that is missing: an empty field.</summary>
    public void Missing() => _ends.Add(_row.WrittenCount);

    public void EndRow()
    {
        using (SepWriter.Row row = _rows.NewRow())
        {
            int start = 0;
            for (int column = 0; column < _ends.Count; column++)
            {
                row[column].Set(_row.WrittenSpan[start.._ends[column]]);
                start = _ends[column];
            }
        }

        _row.ResetWrittenCount();
        _ends.Clear();
    }

    /// <summary>Writes a row of texts.</summary>
    public void Row(IEnumerable<string> texts)
    {
        foreach (string text in texts)
            Text(text);
        EndRow();
    }

    /// <summary>Gives the stream all rows that are ended.</summary>
    public void Flush() => _text.Flush();

    public void Dispose()
    {
        _rows.Dispose();
        _text.Dispose();
    }
}
