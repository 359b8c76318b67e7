using Microsoft.Extensions.Logging;
using MlNetShallow.Batch.Files;
using MlNetShallow.Batch.Manifests;
using MlNetShallow.Batch.Outputs;
using MlNetShallow.Batch.Scoring;
using MlNetShallow.Data.Files;
using MlNetShallow.Data.Rows;
using MlNetShallow.Serialization;

namespace MlNetShallow.Batch;

/// <summary>A run of a scoring job.</summary>
/// <param name="options">What is asked for.</param>
/// <param name="output">The file with the table of predictions.</param>
/// <param name="format">How its rows are written.</param>
/// <param name="model">What to score with.</param>
/// <param name="inputs">What to score.</param>
/// <param name="progress">Is told how far the job is.</param>
/// <param name="logger">Is told what happens.</param>
internal sealed class JobRun(
    ScoringOptions options,
    string output,
    OutputFormat format,
    ScoringModel model,
    BoundInputs inputs,
    IProgress<ScoringProgress>? progress,
    ILogger logger)
{
    private const int DefaultPartRows = 10_000;

    private readonly string[] _columns = OutputColumns.Of(model, inputs);

    private readonly bool _isCompressed = OutputFormats.IsCompressed(output, format);

    /// <summary>Whether the output was complete before.</summary>
    public bool WasComplete { get; private set; }

    /// <summary>Runs the job to its end.</summary>
    /// <returns>The manifest of the output, which is complete and in its place.</returns>
    public JobManifest Run(CancellationToken cancellation)
    {
        CheckPlace();
        using var folder = new WorkingFolder(output);
        bool isNew = !folder.HasManifest || options.Force;
        if (!isNew && !options.Resume)
        {
            throw new IOException($"A job has left '{folder.Path}' unfinished: ScoringOptions.Resume continues it, "
                + "ScoringOptions.Force starts over.");
        }

        JobManifest manifest;
        try
        {
            if (isNew && options.Resume && FindComplete() is { } before)
            {
                folder.Remove();
                WasComplete = true;
                logger.LogWasComplete(output);
                return before;
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
            var clock = new StageClock();
            JobManifest complete = JobTelemetry.Watch(
                "join", _ => OutputJoiner.Join(output, folder, scoring.Manifest, CheckUnchanged, cancellation));
            clock.EndOf("join");
            logger.LogDone(complete.Result!.Rows, complete.Result.Errors, output);
            return complete;
        }
        catch (Exception exception)
        {
            long finished = scoring.Manifest.Parts.Sum(part => (long)part.Rows);
            if (finished == 0)
            {
                folder.TryRemove();
                throw;
            }

            string message = $"{ErrorLine.Of(exception)} Of {manifest.Inputs.Count} inputs {finished} are finished in "
                + $"'{folder.Path}'; ScoringOptions.Resume continues from there.";
            throw exception is OperationCanceledException
                ? new OperationCanceledException(message, exception, cancellation)
                : new IOException(message, exception);
        }
    }

    private void CheckPlace()
    {
        string parent = Path.GetDirectoryName(Path.GetFullPath(output))
            ?? throw new IOException($"'{output}' is no name for a file.");
        if (Directory.Exists(output))
            throw new IOException($"'{output}' is a folder; the output must be a file.");
        if (!Directory.Exists(parent))
            throw new DirectoryNotFoundException($"The folder '{parent}' for the output '{output}' does not exist.");
        ReplaceableFile.Check(output);
        ReplaceableFile.Check(ManifestFile.Beside(output));
        if (File.Exists(output) && !options.Force && !options.Resume)
            throw new IOException($"The output '{output}' exists already; ScoringOptions.Force replaces it.");
    }

    private JobManifest Begin(WorkingFolder folder, CancellationToken cancellation)
    {
        folder.Clear();
        var clock = new StageClock();
        InputListing listing = JobTelemetry.Watch(
            "list", _ => inputs.Source.List(folder.Path, options.Shard, cancellation));
        clock.EndOf("list");
        var manifest = new JobManifest(
            JobManifest.CurrentFormat,
            new ScoredModel(model.Name, model.Sha256, model.Task),
            new OutputForm(format, _columns, options.PartRows ?? DefaultPartRows)
            {
                IsCompressed = _isCompressed,
                CsvSafe = options.CsvSafe,
                TargetColumns = model.Targets.Count == 0 ? 0 : PredictionWriter.ColumnsOf(model).Length,
            },
            listing,
            options.Shard,
            Parts: [],
            Result: null)
        {
            RanOn = [Arithmetic.Here],
        };
        folder.WriteManifest(manifest);
        logger.LogBegun(listing.Count, listing.Total, listing.Source, output);
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
                logger.LogPartGone(file);
                continue;
            }

            folder.CheckPart(part);
            found.Add(part);
        }

        logger.LogResumed(output, found.Sum(part => (long)part.Rows), manifest.Inputs.Count);
        return manifest with { Parts = found, RanOn = RunsOn(manifest, found) };
    }

    /// <summary>What the rows come from once those that are missing are scored here.</summary>
    private IReadOnlyList<Arithmetic>? RunsOn(JobManifest manifest, List<FinishedPart> found)
    {
        if (found.Count == 0)
            return [Arithmetic.Here];
        if (manifest.RanOn is not { } before || found.Count == manifest.PartCount || before.Contains(Arithmetic.Here))
            return manifest.RanOn;
        logger.LogResumedElsewhere(output, string.Join("; ", before), Arithmetic.Here.ToString());
        return [.. before, Arithmetic.Here];
    }

    /// <summary>The manifest of the output where this very job has completed it before.</summary>
    private JobManifest? FindComplete()
    {
        if (!File.Exists(output))
            return null;
        string beside = ManifestFile.Beside(output);
        if (!File.Exists(beside))
        {
            throw new IOException($"There is nothing to resume: the output '{output}' exists, without '{beside}'; "
                + "ScoringOptions.Force replaces it.");
        }

        JobManifest manifest = ManifestFile.Read(beside);
        CheckSameJob(manifest, output);
        if (Checksum.OfFile(output) is var found && found != manifest.Result?.Sha256)
        {
            throw new InvalidDataException($"The output '{output}' was changed after it was written: its SHA-256 is "
                + $"{found}, '{beside}' has {manifest.Result?.Sha256}.");
        }

        return manifest;
    }

    private void CheckSameJob(JobManifest manifest, string place)
    {
        Check("the model's SHA-256", manifest.Model.Sha256, model.Sha256);
        Check("the format", $"{manifest.Output.Format}", $"{format}");
        Check("ScoringOptions.CsvSafe", $"{manifest.Output.CsvSafe}", $"{options.CsvSafe}");
        Check("the columns", string.Join(", ", manifest.Output.Columns), string.Join(", ", _columns));
        Check("ScoringOptions.PartRows", $"{manifest.Output.PartRows}", $"{options.PartRows ?? manifest.Output.PartRows}");
        Check("the input", manifest.Inputs.Source, inputs.Source.Source);
        Check("the choice of inputs", manifest.Inputs.DescribeOptions(), InputListing.Describe(inputs.Source.Options));
        Check("the shard", $"{manifest.Shard} by {manifest.Shard.By}", $"{options.Shard} by {options.Shard.By}");

        void Check(string what, string then, string now)
        {
            if (then != now)
            {
                throw new InvalidDataException(
                    $"'{place}' is of another job: {what} was '{then}' and is '{now}' now. ScoringOptions.Force starts over.");
            }
        }
    }
}
