using System.Diagnostics;
using System.IO.Compression;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using MlNetShallow.Batch.Files;
using MlNetShallow.Batch.Manifests;
using MlNetShallow.Batch.Merging;
using MlNetShallow.Data.Files;
using MlNetShallow.Data.Rows;
using MlNetShallow.Serialization;

namespace MlNetShallow.Batch;

/// <summary>Joins the outputs of all shards of a scoring to what one job would have written, after checking by their manifests that
/// they are all of it, each once, complete and unchanged.</summary>
public sealed class MergeJob
{
    private readonly string[] _shards;
    private readonly string _output;
    private readonly bool _force;
    private readonly ILogger _logger;

    /// <summary>Makes a job; nothing is opened before it runs.</summary>
    /// <param name="shards">The outputs of all shards, in any order, each with its manifest beside it.</param>
    /// <param name="output">The file to write. Its folder must exist.</param>
    /// <param name="force">Replaces that file if it exists.</param>
    /// <param name="logger">Is told what happens; null for nobody. What is not as it should be is a warning.</param>
    /// <exception cref="ArgumentException">There are no shards.</exception>
    public MergeJob(IEnumerable<string> shards, string output, bool force = false, ILogger? logger = null)
    {
        ArgumentNullException.ThrowIfNull(shards);
        ArgumentException.ThrowIfNullOrEmpty(output);
        (_shards, _output, _force, _logger) = ([.. shards], output, force, logger ?? NullLogger.Instance);
        if (_shards.Length == 0)
            throw new ArgumentException("There are no shards to merge.", nameof(shards));
    }

    /// <summary>Runs the job to its end.</summary>
    /// <param name="cancellation">Stops it; then nothing is written.</param>
    /// <returns>What was written.</returns>
    /// <exception cref="InvalidDataException">The shards are not all shards of one scoring, or one is not what its manifest
    /// says.</exception>
    /// <exception cref="IOException">A shard is not there, or the output is there already or cannot be written.</exception>
    /// <exception cref="OperationCanceledException">The job was stopped.</exception>
    public Task<MergeResult> RunAsync(CancellationToken cancellation = default) 
        => JobTelemetry.RunAsync("merge", activity => Run(activity, cancellation), cancellation);

    private MergeResult Run(Activity? activity, CancellationToken cancellation)
    {
        activity?.SetTag("output", _output).SetTag("shards", _shards.Length);
        if (_shards.Any(shard => Path.GetFullPath(shard) == Path.GetFullPath(_output)))
            throw new IOException($"The output '{_output}' is one of the shards.");
        ReplaceableFile.Check(_output);
        ReplaceableFile.Check(ManifestFile.Beside(_output));
        if (File.Exists(_output) && !_force)
            throw new IOException($"The output '{_output}' exists already; MergeJob.force replaces it.");
        ShardSet set = ShardSet.Open(_shards);
        if (set.RanOn is { Count: > 1 } machines)
            _logger.LogUnlikeShards(string.Join("; ", machines));
        if (set.Job.Output.Format == OutputFormat.Parquet)
        {
            throw new InvalidDataException("The shards are Parquet files, which are not merged: who reads Parquet takes all of them "
                + "as one table.");
        }

        FinishedOutput result = Write(set, new OutputFile(_output, _force), cancellation);
        ManifestFile.Write(ManifestFile.Beside(_output), set.Job with
        {
            Inputs = set.Job.Inputs with { Count = set.Job.Inputs.Total },
            Shard = Shard.Whole with { By = set.Job.Shard.By },
            Parts = [],
            Result = result,
            Output = set.Job.Output with { IsCompressed = InputFile.IsCompressed(_output) },
            RanOn = set.RanOn,
        });
        activity?.SetTag("rows", result.Rows).SetTag("errors", result.Errors);
        _logger.LogDone(result.Rows, result.Errors, _output);
        return new MergeResult
        {
            OutputPath = _output,
            ManifestPath = ManifestFile.Beside(_output),
            Shards = set.Shards.Count,
            By = set.Job.Shard.By,
            Rows = result.Rows,
            Errors = result.Errors,
            Sha256 = result.Sha256,
        };
    }

    private static FinishedOutput Write(ShardSet set, OutputFile output, CancellationToken cancellation)
    {
        long bytes = 0;
        using var hash = SHA256.Create();
        output.Write(stream =>
        {
            using (var hashing = new CryptoStream(stream, hash, CryptoStreamMode.Write, leaveOpen: true))
            using (Stream contents = InputFile.IsCompressed(output.Path)
                ? new GZipStream(hashing, CompressionLevel.Optimal)
                : new BufferedStream(hashing, 1 << 16))
                Merger.Write(set, contents, cancellation);
            bytes = stream.Length;
        });
        return new FinishedOutput(
            Path.GetFileName(output.Path), set.Job.Inputs.Total, set.Errors, bytes, Checksum.Of(hash));
    }
}
