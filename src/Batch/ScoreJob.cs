using MlNetShallow.Batch.Files;
using MlNetShallow.Batch.Manifests;
using MlNetShallow.Batch.Outputs;
using MlNetShallow.Batch.Scoring;
using MlNetShallow.Data.Files;

namespace MlNetShallow.Batch;

/// <summary>Scores inputs into a table, part by part, so that what is finished survives whatever happens.</summary>
/// <param name="options">What is asked for.</param>
/// <param name="model">What to score with.</param>
/// <param name="inputs">What to score.</param>
/// <param name="progress">Is told how far the job is.</param>
/// <param name="warn">Is told what is not as it should be.</param>
internal sealed class ScoreJob(
    JobOptions options,
    ScoringModel model,
    BoundInputs inputs,
    IProgress<ScoringProgress>? progress = null,
    Action<string>? warn = null)
{
    private const int DefaultPartRows = 10_000;

    private readonly string[] _columns =
        ["input", .. inputs.Source.PassedColumns, .. PredictionWriter.ColumnsOf(model.Task, model.Classes), "error"];

    /// <summary>Runs the job to its end.</summary>
    /// <returns>The manifest of the output, which is complete and in its place.</returns>
    /// <exception cref="InvalidDataException">What an interrupted job has left is of another job, or was changed; or the inputs
    /// or the model are not what they should be.</exception>
    /// <exception cref="IOException">The output is there already or cannot be written.</exception>
    /// <exception cref="OperationCanceledException">The job was stopped before anything was finished.</exception>
    public JobManifest Run(CancellationToken cancellation)
    {
        CheckColumns();
        CheckPlace();
        using var folder = new WorkingFolder(options.Output);
        bool isNew = !folder.HasManifest || options.Force;
        if (!isNew && !options.Resume)
        {
            throw new IOException($"A job has left '{folder.Path}' unfinished: --resume goes on with it, "
                + "--force starts anew.");
        }

        JobManifest manifest;
        try
        {
            if (isNew && options.Resume && FindComplete() is { } complete)
            {
                folder.Remove();
                return complete;
            }

            manifest = isNew ? Begin(folder, cancellation) : Resume(folder);
        }
        catch when (isNew)
        {
            folder.TryRemove();
            throw;
        }

        void CheckUnchanged()
        {
            model.CheckUnchanged();
            inputs.Source.Check(folder.Path, manifest.Inputs);
        }

        using var scoring = new PartScoring(options, model, inputs, folder, manifest, progress);
        try
        {
            scoring.Run(cancellation);
            return OutputJoiner.Join(options.Output, folder, scoring.Manifest, CheckUnchanged, cancellation);
        }
        catch (Exception exception)
        {
            long finished = scoring.Manifest.Parts.Sum(part => (long)part.Rows);
            if (finished == 0)
            {
                folder.TryRemove();
                throw;
            }

            throw new IOException(
                $"{ErrorLine.Of(exception)} Of {manifest.Inputs.Count} inputs {finished} are finished in '{folder.Path}'; "
                + "--resume goes on with it.", exception);
        }
    }

    private void CheckColumns()
    {
        if (_columns.GroupBy(name => name).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw new InvalidDataException($"The output would have two columns named '{twice.Key}': give that of "
                + $"'{inputs.Source.Source}' another name.");
        }
    }

    private void CheckPlace()
    {
        string output = options.Output;
        string parent = Path.GetDirectoryName(Path.GetFullPath(output))
            ?? throw new IOException($"'{output}' is no name for a file.");
        if (Directory.Exists(output))
            throw new IOException($"'{output}' is a folder; the output must be a file.");
        if (!Directory.Exists(parent))
            throw new DirectoryNotFoundException($"The folder '{parent}' for the output '{output}' does not exist.");
        if (File.Exists(output) && !options.Force && !options.Resume)
            throw new IOException($"The output '{output}' exists already; --force replaces it.");
    }

    private JobManifest Begin(WorkingFolder folder, CancellationToken cancellation)
    {
        folder.Clear();
        InputListing listing = inputs.Source.List(folder.Path, options.Shard, cancellation);
        var manifest = new JobManifest(
            JobManifest.CurrentFormat,
            new ScoredModel(model.Path, model.Sha256, model.Task),
            new OutputForm(options.Format, _columns, options.PartRows ?? DefaultPartRows),
            listing,
            options.Shard,
            Parts: [],
            Result: null);
        folder.WriteManifest(manifest);
        return manifest;
    }

    private JobManifest Resume(WorkingFolder folder)
    {
        JobManifest manifest = folder.ReadManifest();
        CheckSameJob(manifest, folder.Path);
        inputs.Source.Check(folder.Path, manifest.Inputs);
        var found = new List<FinishedPart>();
        foreach (FinishedPart part in manifest.Parts)
        {
            string file = Path.Join(folder.Path, part.File);
            if (!File.Exists(file))
            {
                warn?.Invoke($"The part '{file}' is gone and is scored again.");
                continue;
            }

            folder.CheckPart(part);
            found.Add(part);
        }

        return manifest with { Parts = found };
    }

    /// <summary>The manifest of the output where this very job has completed it before.</summary>
    private JobManifest? FindComplete()
    {
        if (!File.Exists(options.Output))
            return null;
        string beside = ManifestFile.Beside(options.Output);
        if (!File.Exists(beside))
        {
            throw new IOException($"There is nothing to resume: the output '{options.Output}' exists, without '{beside}'; "
                + "--force replaces it.");
        }

        JobManifest manifest = ManifestFile.Read(beside);
        CheckSameJob(manifest, options.Output);
        if (Checksum.OfFile(options.Output) is var found && found != manifest.Result?.Sha256)
        {
            throw new InvalidDataException($"The output '{options.Output}' was changed after it was written: its SHA-256 is "
                + $"{found}, '{beside}' has {manifest.Result?.Sha256}.");
        }

        return manifest;
    }

    private void CheckSameJob(JobManifest manifest, string place)
    {
        Check("the model's SHA-256", manifest.Model.Sha256, model.Sha256);
        Check("the format", $"{manifest.Output.Format}", $"{options.Format}");
        Check("the columns", string.Join(", ", manifest.Output.Columns), string.Join(", ", _columns));
        Check("--part-rows", $"{manifest.Output.PartRows}", $"{options.PartRows ?? manifest.Output.PartRows}");
        Check("--input", manifest.Inputs.Source, inputs.Source.Source);
        Check("of the inputs", Describe(manifest.Inputs.Options), Describe(inputs.Source.Options));
        Check("the shard", $"{manifest.Shard} by {manifest.Shard.By}", $"{options.Shard} by {options.Shard.By}");

        void Check(string what, string then, string now)
        {
            if (then != now)
            {
                throw new InvalidDataException(
                    $"'{place}' is of another job: {what} was '{then}' and is '{now}' now. --force starts anew.");
            }
        }

        static string Describe(IReadOnlyDictionary<string, string> given)
            => string.Join(' ', given.Select(option => $"{option.Key} {option.Value}"));
    }
}
