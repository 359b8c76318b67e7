using MlNetShallow.Batch.Manifests;
using MlNetShallow.Data.Files;
using MlNetShallow.Data.Pictures;
using MlNetShallow.Data.Rows;
using MlNetShallow.Data.Tables;
using MlNetShallow.Serialization;

namespace MlNetShallow.Batch.Inputs;

/// <summary>Finds out what an input is.</summary>
/// <param name="input">The folder or file.</param>
/// <param name="glob">Which files of a folder; null for all pictures.</param>
/// <param name="pathColumn">The column of paths in a table; null for the one of that name.</param>
/// <param name="keep">The columns of a table that go to the output as they are.</param>
internal sealed class InputOpener(string input, string? glob, string? pathColumn, IReadOnlyList<string> keep)
{
    public const string StandardStream = "-";
    private const string GlobName = "glob";
    private const string PathColumnName = "path-column";
    private const string DefaultPathColumn = "path";

    private static readonly string[] ListExtensions = ["", ".txt", ".lst", ".list"];

    /// <summary>What the input has to be; null for whatever it is.</summary>
    public InputKind? Kind { get; init; }

    /// <summary>How a table stands on standard input; null for CSV, or where there is none.</summary>
    public ScoringFormat? TableFormat { get; init; }

    /// <summary>Gives what "-" stands for; null where it is a file like others.</summary>
    public Func<Stream>? OpenStandardInput { get; init; }

    private bool IsStandardInput => OpenStandardInput is not null && input == StandardStream;

    /// <inheritdoc cref="InputBinder"/>
    public BoundInputs Open(ScoringModel model, Action<string> warn, CancellationToken cancellation)
    {
        if (Kind?.Is(input) == false && (File.Exists(input) || Directory.Exists(input)))
            throw new InvalidDataException($"The input '{input}' is not {Kind.Name}.");
        if (!IsStandardInput && !File.Exists(input) && !Directory.Exists(input))
            throw new FileNotFoundException($"The input '{input}' does not exist.", input);
        if (!model.TakesPictures)
            return OpenTable(model, cancellation);
        if (TableFormat is not null)
        {
            throw new InvalidDataException($"The model '{model.Name}' takes pictures: standard input is a list of their paths, which "
                + "has no format.");
        }

        if (keep.Count > 0)
        {
            throw new InvalidDataException($"ScoringInputs.keep is for the tables of models that take columns; '{model.Name}' takes "
                + "pictures, and all columns of a list of them are kept.");
        }

        bool isFolder = Directory.Exists(input), isTable = !isFolder && RowFile.IsOne(input);
        if (glob is not null && !isFolder)
            throw new InvalidDataException($"ScoringInputs.glob chooses files of a folder; '{input}' is none.");
        if (pathColumn is not null && !isTable)
            throw new InvalidDataException($"ScoringInputs.pathColumn names a column of a TSV, CSV or JSON Lines file; '{input}' is "
                + "none.");
        IPathListing listing = isFolder ? new PictureFolder(input, glob is null ? null : new Glob(glob), warn)
            : isTable ? new PathTable(input, pathColumn ?? DefaultPathColumn)
            : OpenFile();
        return BoundInputs.Pictures(listing, model, Options());
    }

    private BoundInputs OpenTable(ScoringModel model, CancellationToken cancellation)
    {
        if (IsStandardInput && glob is null && pathColumn is null)
        {
            RowReader rows = RowFile.OpenData(input, OutputForm.Formats[TableFormat ?? ScoringFormat.Csv], OpenStandardInput!());
            return BoundInputs.Rows(new PipedRows(input, rows, model, keep));
        }

        if (!Table.IsTable(input) || glob is not null || pathColumn is not null)
        {
            throw new InvalidDataException($"The model '{model.Name}' takes no pictures but the columns "
                + $"{string.Join(", ", model.InputColumns)}; wanted is a {Table.Kinds} file with them, not "
                + $"'{input}'{string.Concat(Options().Keys.Select(option => $" with {option}"))}.");
        }

        if (ReplaceableFile.OtherKind(input) is { } kind)
        {
            throw new InvalidDataException($"The table '{input}' is {kind}, and would have to be read twice: '{StandardStream}' scores "
                + "the rows of standard input, to standard output.");
        }

        return BoundInputs.Rows(RowFile.IsOne(input)
            ? new TextTableInputs(input, model, keep) { Options = Options() }
            : new BinaryTableInputs(input, model, keep, cancellation) { Options = Options() });
    }

    private IPathListing OpenFile()
    {
        if (IsStandardInput)
            return new PathLines(input, OpenStandardInput!);
        if (PictureFiles.IsPicture(input))
            return new GivenPaths(input, [input]);
        if (ListExtensions.Contains(InputFile.ExtensionOf(input)))
            return new PathLines(input, () => InputFile.Open(input));
        throw new InvalidDataException($"The input '{input}' is neither a picture ({PictureFiles.Kinds}) nor a list of pictures "
            + "(tsv, csv or jsonl with a column of paths; txt, list, lst or no extension with a path on each line; .gz behind these).");
    }

    private Dictionary<string, string> Options()
    {
        var options = new Dictionary<string, string>();
        if (glob is not null)
            options.Add(GlobName, glob);
        if (pathColumn is not null)
            options.Add(PathColumnName, pathColumn);
        return options;
    }
}
