using System.Buffers;
using System.Text;
using System.Text.Json;

namespace MlNetShallow.Data.Rows;

/// <summary>Reads JSON objects, one to a line, in UTF-8. The members of the first are the columns; another may lack some of them,
/// in any order. A value is a number, a text, true or false; null, and a member that is not there, is an empty field. Empty lines
/// are left out.</summary>
internal sealed class JsonLinesReader : RowReader
{
    private readonly string _name;
    private readonly StreamReader _lines;
    private readonly ArrayBufferWriter<char> _text = new();
    private readonly Dictionary<string, int> _places = [];
    private readonly List<string> _columns = [];
    private (int Start, int Length)[] _fields = [];
    private bool[] _isThere = [];
    private byte[] _bytes = [];
    private long _line;
    private long _row;
    private bool _isFirstRead;

    /// <param name="name">What messages call it.</param>
    /// <param name="stream">The bytes; disposed of with the reader.</param>
    /// <exception cref="InvalidDataException">There is no row.</exception>
    public JsonLinesReader(string name, Stream stream)
    {
        _name = name;
        _lines = new StreamReader(stream, Utf8, detectEncodingFromByteOrderMarks: true, bufferSize: 1 << 15);
        try
        {
            if (!ReadRow())
                throw new InvalidDataException($"The table '{name}' is empty: it has no line with a JSON object.");
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public override IReadOnlyList<string> Columns => _columns;

    public override long Row => _row;

    public override ReadOnlySpan<char> this[int column]
        => _text.WrittenSpan.Slice(_fields[column].Start, _fields[column].Length);

    public override bool Read()
    {
        // The first was read for its names.
        bool isThere = !_isFirstRead || ReadRow();
        _isFirstRead = true;
        _row += isThere ? 1 : 0;
        return isThere;
    }

    public override string Place() => $"Row {_row} (line {_line}) of '{_name}'";

    public override void Dispose() => _lines.Dispose();

    private bool ReadRow()
    {
        string? line;
        do
        {
            line = NextLine();
            if (line is null)
                return false;
        }
        while (line.AsSpan().IsWhiteSpace());

        try
        {
            Parse(line);
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException($"Line {_line} of '{_name}' is no JSON object: {exception.Message}", exception);
        }

        return true;
    }

    private string? NextLine()
    {
        try
        {
            string? line = _lines.ReadLine();
            _line += line is null ? 0 : 1;
            return line;
        }
        catch (DecoderFallbackException exception)
        {
            throw new InvalidDataException($"The file '{_name}' is not in UTF-8 below line {_line}.", exception);
        }
        catch (InvalidDataException exception)
        {
            throw new InvalidDataException(
                $"The file '{_name}' cannot be decompressed below line {_line}: {exception.Message}", exception);
        }
    }

    private void Parse(string line)
    {
        int most = Utf8.GetMaxByteCount(line.Length);
        if (_bytes.Length < most)
            _bytes = new byte[most];
        var json = new Utf8JsonReader(_bytes.AsSpan(0, Utf8.GetBytes(line, _bytes)));
        _text.ResetWrittenCount();
        bool isFirst = _columns.Count == 0;
        Array.Clear(_fields);
        Array.Clear(_isThere);
        if (!json.Read() || json.TokenType != JsonTokenType.StartObject)
            throw new JsonException("it must begin with {.");
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            string member = json.GetString()!;
            int place = PlaceOf(member, isFirst);
            json.Read();
            _fields[place] = Take(ref json, member);
            _isThere[place] = true;
        }

        if (json.Read())
            throw new JsonException("something stands behind the object.");
        if (_columns.Count == 0)
            throw new JsonException("it has no members, and those of the first line are the columns.");
    }

    private int PlaceOf(string member, bool isFirst)
    {
        if (_places.TryGetValue(member, out int place))
            return !_isThere[place] ? place : throw new JsonException($"it has the member '{member}' twice.");
        if (!isFirst)
        {
            throw new JsonException($"it has the member '{member}', which the first line has not; there it may be null. The members "
                + $"of the first line are the columns: {string.Join(", ", _columns)}.");
        }

        place = _columns.Count;
        _places.Add(member, place);
        _columns.Add(member);
        Array.Resize(ref _fields, place + 1);
        Array.Resize(ref _isThere, place + 1);
        return place;
    }

    private (int Start, int Length) Take(ref Utf8JsonReader json, string member)
    {
        int start = _text.WrittenCount;
        switch (json.TokenType)
        {
            case JsonTokenType.Null:
                break;
            case JsonTokenType.String:
                // Its text is never longer than its bytes.
                _text.Advance(json.CopyString(_text.GetSpan(Math.Max(json.ValueSpan.Length, 1))));
                break;
            case JsonTokenType.Number or JsonTokenType.True or JsonTokenType.False:
                _text.Advance(Utf8.GetChars(json.ValueSpan, _text.GetSpan(json.ValueSpan.Length)));
                break;
            default:
                string kind = json.TokenType == JsonTokenType.StartArray ? "an array" : "an object";
                throw new JsonException($"the member '{member}' is {kind}; wanted are numbers, texts, true, false and null, each value "
                    + "in a member of its own.");
        }

        return (start, _text.WrittenCount - start);
    }
}
