using MlNetShallow.Batch.Scoring;
using MlNetShallow.Data.Delimited;
using MlNetShallow.Data.Pictures;
using MlNetShallow.Data.Tables;

namespace MlNetShallow.Batch.Inputs;

/// <summary>Finds out what an input is.</summary>
/// <param name="Input">What the command line names.</param>
/// <param name="Glob">Which files of a folder; null for all pictures.</param>
/// <param name="PathColumn">The column of paths in a table; null for the one of that name.</param>
/// <param name="Keep">The columns of a table that go to the output as they are.</param>
/// <param name="OpenStandardInput">Gives what "-" stands for.</param>
internal sealed record InputOpener(
    string Input, string? Glob, string? PathColumn, IReadOnlyList<string> Keep, Func<Stream> OpenStandardInput)
{
    public const string StandardInput = "-";

    private const string GlobName = "--glob";
    private const string PathColumnName = "--path-column";
    private const string KeepName = "--keep";
    private const string DefaultPathColumn = "path";

    private static readonly string[] ListExtensions = ["", ".txt", ".lst", ".list"];

    /// <summary>Opens the inputs for a model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="warn">Is told what is left out.</param>
    /// <param name="cancellation">Ends the look at a table.</param>
    /// <exception cref="FileNotFoundException">There is no such input.</exception>
    /// <exception cref="InvalidDataException">It is none for this model.</exception>
    public BoundInputs Open(ScoringModel model, Action<string> warn, CancellationToken cancellation)
    {
        if (Input != StandardInput && !File.Exists(Input) && !Directory.Exists(Input))
            throw new FileNotFoundException($"The input '{Input}' does not exist.", Input);
        if (!model.TakesPictures)
            return OpenTable(model, cancellation);
        if (Keep.Count > 0)
        {
            throw new InvalidDataException($"{KeepName} is for the tables of models that take columns; '{model.Path}' takes "
                + "pictures, and all columns of a list of them are kept.");
        }

        bool isFolder = Directory.Exists(Input), isTable = !isFolder && DelimitedFormat.IsTable(Input);
        if (Glob is not null && !isFolder)
            throw new InvalidDataException($"{GlobName} chooses files of a folder; '{Input}' is none.");
        if (PathColumn is not null && !isTable)
            throw new InvalidDataException($"{PathColumnName} names a column of a TSV or CSV file; '{Input}' is none.");
        IPathListing listing = isFolder ? new PictureFolder(Input, Glob is null ? null : new Glob(Glob), warn)
            : isTable ? new PathTable(Input, PathColumn ?? DefaultPathColumn)
            : OpenFile();
        return BoundInputs.Pictures(listing, Options());
    }

    private BoundInputs OpenTable(ScoringModel model, CancellationToken cancellation)
    {
        if (!Table.IsTable(Input) || Glob is not null || PathColumn is not null)
        {
            throw new InvalidDataException($"The model '{model.Path}' takes no pictures but the columns "
                + $"{string.Join(", ", model.NeededColumns)}; wanted is a {Table.Kinds} file with them, not "
                + $"'{string.Join(' ', [Input, .. Options().Keys])}'.");
        }

        return BoundInputs.Rows(DelimitedFormat.IsTable(Input)
            ? new TextTableInputs(Input, model, Keep) { Options = Options() }
            : new BinaryTableInputs(Input, model, Keep, cancellation) { Options = Options() });
    }

    private IPathListing OpenFile()
    {
        if (Input == StandardInput)
            return new PathLines(Input, () => new StreamReader(OpenStandardInput()));
        if (PictureFiles.IsPicture(Input))
            return new GivenPaths(Input, [Input]);
        if (ListExtensions.Contains(Path.GetExtension(Input).ToLowerInvariant()))
            return new PathLines(Input, () => new StreamReader(Input));
        throw new InvalidDataException($"The input '{Input}' is neither a picture ({PictureFiles.Kinds}) nor a list of pictures "
            + "(tsv or csv with a column of paths; txt, list, lst or no extension with a path on each line).");
    }

    private Dictionary<string, string> Options()
    {
        var options = new Dictionary<string, string>();
        if (Glob is not null)
            options.Add(GlobName, Glob);
        if (PathColumn is not null)
            options.Add(PathColumnName, PathColumn);
        return options;
    }
}
