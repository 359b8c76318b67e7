using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace MlNetShallow.Data.Rows;

/// <summary>Rows as JSON objects, one to a line, the columns as members. A missing value is null, and so is a number that is
/// not finite, for which JSON has no form.</summary>
internal sealed class JsonLinesWriter : RowWriter
{
    // It leaves é and ü legible; nobody puts these lines into a page.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly ArrayBufferWriter<byte> _rows = new();
    private readonly Utf8JsonWriter _json;
    private readonly JsonEncodedText[] _names;
    private int _column;

    public JsonLinesWriter(IReadOnlyList<string> columns)
    {
        _names = [.. columns.Select(name => JsonEncodedText.Encode(name, Options.Encoder))];
        _json = new Utf8JsonWriter(_rows, Options);
    }

    public override byte[] Header() => [];

    public override void Text(string text)
    {
        Name();
        _json.WriteStringValue(text);
    }

    public override void Number(float number)
    {
        Name();
        if (float.IsFinite(number))
            _json.WriteRawValue(number.ToString("R", CultureInfo.InvariantCulture));
        else
            _json.WriteNullValue();
    }

    public override void Missing()
    {
        Name();
        _json.WriteNullValue();
    }

    public override void EndRow()
    {
        _json.WriteEndObject();
        _json.Flush();
        _json.Reset();
        _rows.Write("\n"u8);
        _column = 0;
    }

    public override byte[] Take()
    {
        byte[] bytes = _rows.WrittenSpan.ToArray();
        _rows.ResetWrittenCount();
        return bytes;
    }

    public override void Dispose() => _json.Dispose();

    private void Name()
    {
        if (_column == 0)
            _json.WriteStartObject();
        _json.WritePropertyName(_names[_column++]);
    }
}
