using System.Buffers;
using System.Text;
using MlNetShallow.Data.Files;
using MlNetShallow.Data.Rows;
using nietras.SeparatedValues;

namespace MlNetShallow.Data.Delimited;

/// <summary>Reads the rows of a CSV or TSV file, each as it comes, in UTF-8. Below a header empty lines are left out, and no
/// others; without one, each line is a row.</summary>
internal sealed class DelimitedReader : RowReader
{
    private const int DefaultBufferLength = 1 << 15;
    private const int MostShown = 60;

    private static readonly char[] Separators = [';', '\t', '|', ','];

    private readonly string _file;
    private readonly DelimitedFormat _format;
    private readonly SepReader _rows;
    private int? _fields;
    private string[] _columns = [];
    private long _linesRead;
    private long _row;
    private bool _isPlain;
    private char[] _decoded = [];

    private DelimitedReader(string file, DelimitedFormat format, Stream stream, int? fields, int bufferLength)
    {
        (_file, _format, _fields) = (file, format, fields);
        var text = new StreamReader(stream, Utf8, detectEncodingFromByteOrderMarks: true, bufferLength);
        try
        {
            _rows = new SepReaderOptions(new Sep(format.Separator))
            {
                HasHeader = false,
                DisableColCountCheck = true,
                DisableQuotesParsing = !format.HasQuotes,
                InitialBufferLength = bufferLength,
            }.From(stream.CanSeek ? text : new ArrivingText(text));
        }
        catch (Exception exception) when (exception is NotSupportedException or DecoderFallbackException or InvalidDataException)
        {
            throw NotRead(exception);
        }
    }

    /// <summary>The names in the header; none where there is none.</summary>
    public override IReadOnlyList<string> Columns => _columns;

    public override long Row => _row;

    /// <summary>The row as it stands in the file, without its line end.</summary>
    public ReadOnlySpan<char> Raw => _rows.Current.Span;

    public override ReadOnlySpan<char> this[int column]
    {
        get
        {
            ReadOnlySpan<char> field = Field(column);
            if (_isPlain)
                return field;
            return _format.HasQuotes
                ? QuotedField.Unquote(field, ref _decoded)
                : EscapedField.Unescape(field, ref _decoded);
        }
    }

    /// <summary>Opens a file with a header.</summary>
    /// <exception cref="InvalidDataException">It has none, or one without a name for each column, or with one twice.</exception>
    public static DelimitedReader Open(string file, DelimitedFormat format) => Open(file, format, InputFile.Open(file));

    /// <summary>Reads what has a header.</summary>
    /// <param name="file">What messages call it.</param>
    /// <param name="format">How its rows stand there.</param>
    /// <param name="stream">Its bytes; disposed of with the reader.</param>
    /// <exception cref="InvalidDataException">It has none, or one without a name for each column, or with one twice.</exception>
    public static DelimitedReader Open(string file, DelimitedFormat format, Stream stream)
    {
        var reader = new DelimitedReader(file, format, stream, fields: null, DefaultBufferLength);
        try
        {
            reader.ReadHeader();
            return reader;
        }
        catch
        {
            reader.Dispose();
            throw;
        }
    }

    /// <summary>Opens what has no header.</summary>
    /// <param name="file">What messages call it.</param>
    /// <param name="format">How its rows stand there.</param>
    /// <param name="stream">Its bytes; disposed of with the reader.</param>
    /// <param name="fields">How many fields each row has.</param>
    /// <param name="bufferLength">How many characters are read at a time.</param>
    public static DelimitedReader OpenRows(
        string file, DelimitedFormat format, Stream stream, int fields, int bufferLength = DefaultBufferLength)
        => new(file, format, stream, fields, bufferLength);

    public override bool Read()
    {
        if (!MoveNext())
            return false;
        _row++;
        if (_rows.Current.ColCount != _fields)
        {
            throw new InvalidDataException(
                $"{Place()} has {_rows.Current.ColCount} fields, the header {_fields}: '{Shown(Raw)}'.");
        }

        for (int column = _columns.Length; column < _fields && _columns.Length > 0; column++)
        {
            if (!this[column].IsWhiteSpace())
            {
                throw new InvalidDataException(
                    $"{Place()} has '{Shown(this[column])}' in column {column + 1}, which has no name in the header.");
            }
        }

        return true;
    }

    public override string Place() => $"Row {_row} (line {_rows.Current.LineNumberFrom}) of '{_file}'";

    public override void Dispose() => _rows.Dispose();

    private void ReadHeader()
    {
        if (!MoveNext())
            throw new InvalidDataException($"The table '{_file}' is empty: it has no header.");
        var names = new string[_rows.Current.ColCount];
        for (int column = 0; column < names.Length; column++)
            names[column] = this[column].Trim().ToString();
        _fields = names.Length;
        _columns = names[..(Array.FindLastIndex(names, name => name != "") + 1)];
        if (_columns.Length == 0)
            throw new InvalidDataException($"The table '{_file}' has no header.");
        if (_format.SkipsSpaces && _columns is [{ } only]
            && Array.Find(Separators, other => other != _format.Separator && only.Contains(other)) is not '\0' and var separator)
        {
            throw new InvalidDataException($"The table '{_file}' has a single column, '{Shown(only)}': its fields seem to be parted by "
                + $"'{Shown([separator])}'. Wanted is a comma in a .csv file, a tab in a .tsv file.");
        }

        int unnamed = Array.IndexOf(_columns, "");
        if (unnamed >= 0)
            throw new InvalidDataException($"Column {unnamed + 1} of '{_file}' has no name in the header.");
        if (_columns.GroupBy(name => name).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw new InvalidDataException($"The table '{_file}' has two columns named '{twice.Key}'.");
    }

    private bool MoveNext()
    {
        bool hasHeader = _fields is null || _columns.Length > 0;
        try
        {
            do
            {
                if (!_rows.MoveNext())
                    return false;
            }
            while (hasHeader && Raw.IsEmpty);
        }
        catch (Exception exception) when (exception is NotSupportedException or DecoderFallbackException or InvalidDataException)
        {
            throw NotRead(exception);
        }

        _linesRead = _rows.Current.LineNumberToExcl - 1;
        _isPlain = !(_format.HasQuotes ? Raw.Contains('"') : _format.HasEscapes && Raw.Contains('\\'));
        if (!_isPlain && _format.HasQuotes)
            CheckQuotes();
        return true;
    }

    private ReadOnlySpan<char> Field(int column)
    {
        ReadOnlySpan<char> field = _rows.Current[column].Span;
        return _format.SkipsSpaces ? field.TrimStart(' ') : field;
    }

    // The rows are cut where quotes are paired, wherever these stand. Where one may not stand, nobody knows where to cut.
    private void CheckQuotes()
    {
        for (int column = 0; column < _rows.Current.ColCount; column++)
        {
            ReadOnlySpan<char> field = Field(column);
            if (!QuotedField.IsValid(field, _format.SkipsSpaces))
            {
                throw new InvalidDataException(
                    $"The table '{_file}' is no CSV in line {_rows.Current.LineNumberFrom}, field {column + 1}: a quote stands "
                    + $"where none may be, or one is missing: '{Shown(field)}'.");
            }
        }
    }

    private InvalidDataException NotRead(Exception cause)
    {
        string where = _linesRead == 0 ? "" : $" below line {_linesRead}";
        return new InvalidDataException(
            cause switch
            {
                DecoderFallbackException => $"The file '{_file}' is not in UTF-8{where}.",
                InvalidDataException => $"The file '{_file}' cannot be decompressed{where}: {cause.Message}",
                _ => $"The file '{_file}' has a row{where} that is longer than 16 million characters: is a quote never closed?",
            },
            cause);
    }

    private static string Shown(ReadOnlySpan<char> text)
    {
        var shown = new ArrayBufferWriter<char>();
        EscapedField.Escape(text[..Math.Min(text.Length, MostShown)], shown);
        return text.Length > MostShown ? $"{shown.WrittenSpan}…" : $"{shown.WrittenSpan}";
    }
}
