using System.Text;

namespace MlNetShallow.Sample.Batch.Outputs;

/// <summary>Rows as lines of fields, under a header. A missing value is an empty field.</summary>
internal sealed class DelimitedWriter(char delimiter, IReadOnlyList<string> columns, Func<string, string> protect) : RowWriter
{
    private readonly StringBuilder _rows = new();
    private bool _isFirst = true;

    public override byte[] Header() => Encoding.UTF8.GetBytes(string.Join(delimiter, columns.Select(protect)) + "\n");

    public override void Text(string text) => Field(protect(text));

    public override void Number(float number) => Field(Digits(number));

    public override void Missing() => Field("");

    public override void EndRow()
    {
        _rows.Append('\n');
        _isFirst = true;
    }

    public override byte[] Take()
    {
        byte[] bytes = Encoding.UTF8.GetBytes(_rows.ToString());
        _rows.Clear();
        return bytes;
    }

    public override void Dispose()
    {
    }

    private void Field(string text)
    {
        if (!_isFirst)
            _rows.Append(delimiter);
        _rows.Append(text);
        _isFirst = false;
    }
}
