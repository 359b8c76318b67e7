using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using MlNetShallow.Batch.Manifests;
using MlNetShallow.Data.Rows;

namespace MlNetShallow.Batch;

/// <summary>Scores inputs as they come and writes their rows to a stream in the same order, each flushed as soon as it is there. No
/// manifest is written and nothing can be resumed: of that see <see cref="ScoringJob"/>. What cannot be scored gets a row that
/// says why. Memory does not grow with the number of inputs.</summary>
/// <remarks>Several pipes may run at a time.</remarks>
public sealed class ScoringPipe
{
    private const int RowsInBlock = 64;

    private readonly ScoringModel _model;
    private readonly ScoringInputs _inputs;
    private readonly Stream _output;
    private readonly ScoringOptions _options;
    private readonly ILogger _logger;

    /// <summary>Makes a pipe; nothing is opened before it runs.</summary>
    /// <param name="model">What to score with.</param>
    /// <param name="inputs">What to score; a listing or table is read once, while it is scored. Not the rows of a data view, which
    /// the model's own <c>Transform</c> scores.</param>
    /// <param name="output">Takes the rows; it stays open.</param>
    /// <param name="options">What is asked for; null for the defaults. The format is CSV unless <see cref="ScoringOptions.Format"/>
    /// says another, which must not be Parquet. <see cref="ScoringOptions.PartRows"/>, <see cref="ScoringOptions.Resume"/> and
    /// <see cref="ScoringOptions.Force"/> are for jobs.</param>
    /// <param name="logger">Is told what happens; null for nobody. What is not as it should be is a warning.</param>
    /// <exception cref="ArgumentException">An option is for jobs, or is out of its range.</exception>
    public ScoringPipe(
        ScoringModel model, ScoringInputs inputs, Stream output, ScoringOptions? options = null, ILogger? logger = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(output);
        _options = options ?? new ScoringOptions();
        if (_options.Resume || _options.Force || _options.PartRows is not null)
        {
            throw new ArgumentException("ScoringOptions.Resume, ScoringOptions.Force and ScoringOptions.PartRows are for an output "
                + "that is a file: rows in a stream are gone.", nameof(options));
        }

        if (_options.Format == ScoringFormat.Parquet)
            throw new ArgumentException("Parquet is written from its end, and not row by row.", nameof(options));
        _options.Check();
        (_model, _inputs, _output, _logger) = (model, inputs, output, logger ?? NullLogger.Instance);
    }

    /// <summary>Scores to the end of the inputs.</summary>
    /// <param name="progress">Is told how far it is, after every few rows; how many there are in all nobody knows.</param>
    /// <param name="cancellation">Stops it, between two rows. A read of the inputs that is under way then ends when it ends.</param>
    /// <returns>What was written.</returns>
    /// <exception cref="InvalidDataException">The inputs are not what they should be; the rows before are written. Or more than
    /// <see cref="ScoringOptions.MaxErrors"/> could not be scored.</exception>
    /// <exception cref="IOException">The output cannot be written.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public Task<PipeResult> RunAsync(
        IProgress<ScoringProgress>? progress = null, CancellationToken cancellation = default)
        => JobTelemetry.RunAsync("pipe", activity => Run(activity, progress, cancellation), cancellation);

    private PipeResult Run(Activity? activity, IProgress<ScoringProgress>? progress, CancellationToken cancellation)
    {
        activity?.SetTag("model", _model.Name).SetTag("shard", _options.Shard.ToString());
        BoundInputs inputs = _inputs.Bind(_model, _logger.LogLeftOut, cancellation);
        var form = new OutputForm(
            OutputForm.Formats[_options.Format ?? ScoringFormat.Csv], OutputColumns.Of(_model, inputs), RowsInBlock)
        {
            CsvSafe = _options.CsvSafe,
        };
        using (RowWriter rows = RowWriter.Create(form.Format, form.Columns, form.CsvSafe))
            Write(rows.Header());
        long done = 0, errors = 0, filledIn = 0;
        var arriving = new ArrivingItems(inputs.Source.ReadOnce(), _options.Shard, RowsInBlock);
        int threads = _options.Threads == 0 ? Environment.ProcessorCount : _options.Threads;
        BlockFlow.Run(
            arriving.Blocks,
            threads,
            () => new BlockWorker(_model, inputs, form),
            static (worker, block) => worker.Process(block),
            Receive,
            cancellation);
        if (arriving.Failure is { } failure)
            throw new InvalidDataException($"{failure.Message} The {done} rows before it are written.", failure);
        activity?.SetTag("rows", done).SetTag("errors", errors);
        return new PipeResult { Rows = done, Errors = errors, FilledIn = filledIn };

        void Receive(BlockRows rows)
        {
            var clock = new StageClock();
            (errors, filledIn) = (errors + rows.Errors, filledIn + rows.FilledIn);
            _options.CheckErrors(errors, inputs.Noun, rows.LastError);
            Write(rows.Bytes);
            done += rows.Rows;
            JobTelemetry.Count(rows);
            clock.EndOf("write");
            progress?.Report(new(inputs.Noun, Total: 0, done, errors));
        }
    }

    private void Write(byte[] rows)
    {
        try
        {
            _output.Write(rows);
            _output.Flush();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"The rows cannot be written to the output: {exception.Message}", exception);
        }
    }
}
