using MlNetShallow.Data.Delimited;

namespace MlNetShallow.Data.Rows;

/// <summary>Rows of a CSV or TSV file, under a header. A missing value is an empty field.</summary>
internal sealed class DelimitedRowWriter : RowWriter
{
    private readonly DelimitedFormat _format;
    private readonly IReadOnlyList<string> _columns;
    private readonly MemoryStream _bytes = new();
    private readonly DelimitedWriter _rows;

    private readonly bool _csvSafe;

    public DelimitedRowWriter(DelimitedFormat format, IReadOnlyList<string> columns, bool csvSafe = false)
    {
        (_format, _columns, _rows) = (format, columns, new DelimitedWriter(_bytes, format));
        _csvSafe = csvSafe;
    }

    public override byte[] Header()
    {
        using var bytes = new MemoryStream();
        using (var header = new DelimitedWriter(bytes, _format))
            header.Row(_columns.Select(Escaped));
        return bytes.ToArray();
    }

    public override void Text(string text) => _rows.Text(Escaped(text));

    public override void Number(float number) => _rows.Number(number);

    public override void Missing() => _rows.Missing();

    public override void EndRow() => _rows.EndRow();

    public override byte[] Take()
    {
        _rows.Flush();
        byte[] bytes = _bytes.ToArray();
        _bytes.SetLength(0);
        return bytes;
    }

    public override void Dispose() => _rows.Dispose();

    private string Escaped(string text) => _csvSafe ? FormulaText.Escape(text) : text;
}
