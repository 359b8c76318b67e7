using Microsoft.ML;
using MlNetShallow.Batch.Inputs;
using MlNetShallow.Batch.Manifests;
using MlNetShallow.Data.Rows;

namespace MlNetShallow.Batch;

/// <summary>What is to be scored: pictures or rows, in an order. Nothing is opened before a job runs. Thread-safe, as far as what
/// it is made of is.</summary>
public sealed class ScoringInputs
{
    private readonly InputBinder _bind;

    internal ScoringInputs(InputBinder bind) => _bind = bind;

    /// <summary>What <c>mlnetshallow score --input</c> takes: a folder of pictures, a list of them, one picture, or the table of a
    /// model that takes columns.</summary>
    /// <param name="path">The folder or file.</param>
    public static ScoringInputs FromPath(string path) => Open(path);

    /// <summary>The pictures in a folder and the folders below it, in the ordinal order of their paths.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="glob">Which files are taken, such as <c>*.png</c>, or <c>2026/**/*.jpg</c> for paths below the folder; null
    /// for all pictures.</param>
    public static ScoringInputs Folder(string folder, string? glob = null)
        => Open(folder, new InputKind("a folder", Directory.Exists), glob: glob);

    /// <summary>The pictures that a file names: one a line, or in a column of a CSV, TSV or JSON Lines file, whose other columns go to
    /// the output as they are.</summary>
    /// <param name="file">The file.</param>
    /// <param name="pathColumn">The column with the paths; null for <c>path</c>.</param>
    public static ScoringInputs List(string file, string? pathColumn = null)
        => Open(file, new InputKind("a file", File.Exists), pathColumn: pathColumn);

    /// <summary>Pictures by their paths.</summary>
    /// <param name="paths">The paths; read once, at the start of a job that has none before it to resume.</param>
    /// <param name="name">What the manifest calls them; a job is resumed by the same name alone.</param>
    public static ScoringInputs Paths(IEnumerable<string> paths, string name = "paths")
    {
        ArgumentNullException.ThrowIfNull(paths);
        ArgumentException.ThrowIfNullOrEmpty(name);
        return new ScoringInputs((model, _, _) => BoundInputs.Pictures(new GivenPaths(name, paths), model));
    }

    /// <summary>The rows of a CSV, TSV, JSON Lines (compressed or not), Parquet or IDV file, for a model that takes columns. They are
    /// found by their names.</summary>
    /// <param name="file">The file; it must not change until the job is complete.</param>
    /// <param name="keep">The columns that go to the output as they are; null for none.</param>
    public static ScoringInputs Table(string file, IEnumerable<string>? keep = null)
        => Open(file, new InputKind("a file", File.Exists), keep: keep);

    /// <summary>The rows of a table that comes in a stream, for a <see cref="ScoringPipe"/> and a model that takes columns.</summary>
    /// <param name="stream">The table, in UTF-8; disposed of at its end.</param>
    /// <param name="format">How its rows stand there: not Parquet.</param>
    /// <param name="keep">The columns that go to the output as they are; null for none.</param>
    /// <param name="name">What messages call it.</param>
    public static ScoringInputs TableStream(
        Stream stream, ScoringFormat format = ScoringFormat.Csv, IEnumerable<string>? keep = null, string name = "stream")
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentException.ThrowIfNullOrEmpty(name);
        string[] kept = [.. keep ?? []];
        return new ScoringInputs((model, _, _) => BoundInputs.Rows(
            new PipedRows(name, RowFile.OpenData(name, OutputForm.Formats[format], stream), model, kept)));
    }

    /// <summary>The rows of a data view.</summary>
    /// <param name="data">The data, with the columns that the model takes, of the same types: texts, numbers, truth values, or
    /// vectors of these. They are read once, at the start of a job, and kept beside the output until that is complete: a job that
    /// is resumed continues with the rows that it began with, and reads none of these.</param>
    /// <param name="keep">The columns that go to the output as they are; null for none.</param>
    /// <param name="name">What the manifest calls them; a job is resumed by the same name alone.</param>
    public static ScoringInputs DataView(IDataView data, IEnumerable<string>? keep = null, string name = "rows")
    {
        ArgumentNullException.ThrowIfNull(data);
        return OfRows(_ => data, keep, name);
    }

    /// <summary>Rows as they come, of a database or a queue, say.</summary>
    /// <typeparam name="TRow">Its public properties are the columns, as in <c>mlContext.Data.LoadFromEnumerable</c>.</typeparam>
    /// <param name="rows">The rows; they are read as those of <see cref="DataView"/> are.</param>
    /// <param name="keep">The columns that go to the output as they are; null for none.</param>
    /// <param name="name">What the manifest calls them; a job is resumed by the same name alone.</param>
    public static ScoringInputs Rows<TRow>(
        IAsyncEnumerable<TRow> rows, IEnumerable<string>? keep = null, string name = "rows")
        where TRow : class
    {
        ArgumentNullException.ThrowIfNull(rows);
        return OfRows(
            cancellation => new MLContext().Data.LoadFromEnumerable(rows.ToBlockingEnumerable(cancellation)), keep, name);
    }

    /// <inheritdoc cref="InputBinder"/>
    internal BoundInputs Bind(ScoringModel model, Action<string> warn, CancellationToken cancellation)
        => _bind(model, warn, cancellation);

    private static ScoringInputs Open(
        string path, InputKind? kind = null, string? glob = null, string? pathColumn = null, IEnumerable<string>? keep = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return new ScoringInputs(new InputOpener(path, glob, pathColumn, [.. keep ?? []]) { Kind = kind }.Open);
    }

    private static ScoringInputs OfRows(Func<CancellationToken, IDataView> open, IEnumerable<string>? keep, string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        string[] kept = [.. keep ?? []];
        return new ScoringInputs((model, _, cancellation) => BoundInputs.Rows(
            new RowInputs(name, open(cancellation), model, kept)));
    }
}
