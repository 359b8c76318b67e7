using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using MlNetShallow.Batch.Manifests;
using MlNetShallow.Data.Rows;

namespace MlNetShallow.Batch;

/// <summary>Scores inputs into a table, part by part, so that what is finished survives whatever happens: a job that was killed is
/// resumed (<see cref="ScoringOptions.Resume"/>) to the same bytes. What cannot be scored gets a row that says why. Memory does
/// not grow with the number of inputs.</summary>
/// <remarks>Several jobs may run at a time, in one process or many, as long as each has an output of its own; a second job on the
/// same output is refused.</remarks>
public sealed class ScoringJob
{
    private readonly ScoringModel _model;
    private readonly ScoringInputs _inputs;
    private readonly ScoringOptions _options;
    private readonly ILogger _logger;

    /// <summary>Makes a job; nothing is opened before it runs.</summary>
    /// <param name="model">What to score with.</param>
    /// <param name="inputs">What to score.</param>
    /// <param name="output">The file with the table of predictions. Its folder must exist.</param>
    /// <param name="options">What is asked for; null for the defaults.</param>
    /// <param name="logger">Is told what happens; null for nobody. What is not as it should be is a warning.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public ScoringJob(
        ScoringModel model, ScoringInputs inputs, string output, ScoringOptions? options = null, ILogger? logger = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentException.ThrowIfNullOrEmpty(output);
        _options = options ?? new ScoringOptions();
        _options.Check();
        (_model, _inputs, _logger) = (model, inputs, logger ?? NullLogger.Instance);
        OutputPath = _options.Shard.NameOf(output);
    }

    /// <summary>The file that the job writes: the output, of a shard with its number in the name.</summary>
    public string OutputPath { get; }

    /// <summary>Runs the job to its end.</summary>
    /// <param name="progress">Is told how far it is, after every few rows, on the job's thread.</param>
    /// <param name="cancellation">Stops it. What is finished is kept for <see cref="ScoringOptions.Resume"/>.</param>
    /// <returns>What was written.</returns>
    /// <exception cref="InvalidDataException">What an interrupted job has left is of another job, or was changed; the inputs or the
    /// model are not what they should be; or more than <see cref="ScoringOptions.MaxErrors"/> inputs could not be
    /// scored.</exception>
    /// <exception cref="IOException">The output is there already or cannot be written; or the job failed when parts of it were
    /// finished, and the message says how many.</exception>
    /// <exception cref="OperationCanceledException">The job was stopped.</exception>
    public Task<ScoringResult> RunAsync(
        IProgress<ScoringProgress>? progress = null, CancellationToken cancellation = default)
        => JobTelemetry.RunAsync("score", activity => Run(activity, progress, cancellation), cancellation);

    private ScoringResult Run(Activity? activity, IProgress<ScoringProgress>? progress, CancellationToken cancellation)
    {
        activity?.SetTag("output", OutputPath).SetTag("model", _model.Name).SetTag("shard", _options.Shard.ToString());
        // Before a look at the inputs, which may take long.
        OutputFormat format = _options.Format is { } asked
            ? OutputForm.Formats[asked]
            : OutputFormats.Of(OutputPath, "ScoringOptions.Format");
        BoundInputs inputs = _inputs.Bind(_model, _logger.LogLeftOut, cancellation);
        var run = new JobRun(_options, OutputPath, format, _model, inputs, progress, _logger);
        JobManifest manifest = run.Run(cancellation);
        FinishedOutput result = manifest.Result!;
        activity?.SetTag("rows", result.Rows).SetTag("errors", result.Errors);
        return new ScoringResult
        {
            OutputPath = OutputPath,
            ManifestPath = ManifestFile.Beside(OutputPath),
            Rows = result.Rows,
            Errors = result.Errors,
            FilledIn = manifest.Parts.Sum(part => part.FilledIn),
            Sha256 = result.Sha256,
            WasComplete = run.WasComplete,
        };
    }
}
