using MlNetShallow.Data.Files;

namespace MlNetShallow.Data.Delimited;

/// <summary>How the rows of a table stand in a text file.</summary>
/// <remarks>A list, like all that the program writes, has each character as it is meant. Data that come from elsewhere are taken
/// as ML.NET's <c>TextLoader</c> takes them, so that a model finds the same values by either way.</remarks>
internal sealed record DelimitedFormat(char Separator)
{
    private const string CsvExtension = ".csv";
    private const string TsvExtension = ".tsv";

    /// <summary>Comma-separated as RFC 4180 has it.</summary>
    public static DelimitedFormat Csv { get; } = new(',') { HasQuotes = true };

    /// <summary>Tab-separated, with \t, \n, \r and \\ for what would break a line.</summary>
    public static DelimitedFormat Tsv { get; } = new('\t') { HasEscapes = true };

    /// <summary>A field a line, as it stands.</summary>
    public static DelimitedFormat Lines { get; } = new('\t');

    /// <summary>Whether a field may stand in quotes, with those in it doubled.</summary>
    public bool HasQuotes { get; private init; }

    /// <summary>Whether a backslash may begin an escape.</summary>
    public bool HasEscapes { get; private init; }

    /// <summary>Whether spaces before a field, or beside its quotes, are no part of it.</summary>
    public bool SkipsSpaces { get; private init; }

    /// <summary>Whether a file holds a table as text, by its extension.</summary>
    public static bool IsTable(string file) => HasExtension(file, CsvExtension) || HasExtension(file, TsvExtension);

    /// <summary>That of a list, or of what the program has written.</summary>
    public static DelimitedFormat OfList(string file) => HasExtension(file, CsvExtension) ? Csv : Tsv;

    /// <summary>That of data to train with or to score.</summary>
    public static DelimitedFormat OfData(string file) => OfList(file).ForData();

    /// <summary>That of data whose fields are parted as here.</summary>
    public DelimitedFormat ForData() => this with { HasEscapes = false, SkipsSpaces = true };

    private static bool HasExtension(string file, string extension)
        => InputFile.ExtensionOf(file) == extension;
}
