using System.Diagnostics;
using MlNetShallow.Batch.Files;
using MlNetShallow.Batch.Inputs;
using MlNetShallow.Batch.Manifests;
using MlNetShallow.Batch.Outputs;

namespace MlNetShallow.Batch;

/// <summary>Scores the parts of a job that are not finished.</summary>
internal sealed class PartScoring(
    ScoringOptions options,
    ScoringModel model,
    BoundInputs inputs,
    WorkingFolder folder,
    JobManifest manifest,
    IProgress<ScoringProgress>? progress) : IDisposable
{
    // As many as fit into a processor's cache together with the weights that they are scored with.
    private const int RowsInBlock = 64;

    private PartWriter? _part;
    private Activity? _activity;
    private long _errors = manifest.Parts.Sum(part => part.Errors);
    private int _rowsInPart;

    /// <summary>What is finished so far.</summary>
    public JobManifest Manifest { get; private set; } = manifest;

    public void Run(CancellationToken cancellation)
    {
        HashSet<string> finished = [.. Manifest.Parts.Select(part => part.File)];
        long left = Manifest.Inputs.Count - Manifest.Parts.Sum(part => (long)part.Rows);
        options.CheckErrors(_errors, inputs.Noun, last: null);
        if (left == 0)
            return;
        int threads = options.Threads == 0 ? Environment.ProcessorCount : options.Threads;
        long done = Manifest.Inputs.Count - left;
        Report();
        BlockFlow.Run(
            _ => Blocks(finished),
            threads,
            () => new BlockWorker(model, inputs, Manifest.Output),
            static (worker, block) => worker.Process(block),
            (BlockRows rows) =>
            {
                Write(rows);
                done += rows.Rows;
                Report();
            },
            cancellation);

        void Report() => progress?.Report(new(inputs.Noun, Manifest.Inputs.Count, done, _errors));
    }

    public void Dispose()
    {
        _part?.Dispose();
        _activity?.Dispose();
    }

    /// <summary>The inputs of the unfinished parts, in blocks that belong to one part each.</summary>
    private IEnumerable<Block> Blocks(HashSet<string> finished)
    {
        var items = new List<InputItem>(RowsInBlock);
        long place = 0;
        int partRows = Manifest.Output.PartRows;
        var clock = new StageClock();
        foreach (InputItem item in inputs.Source.Read(folder.Path, options.Shard))
        {
            long part = place++ / partRows;
            if (finished.Contains(NameOf(part)))
                continue;
            items.Add(item);
            if (items.Count < RowsInBlock && place % partRows != 0 && place < Manifest.Inputs.Count)
                continue;
            clock.EndOf("read");
            yield return new Block(part, [.. items]);
            items.Clear();
            clock.Restart();
        }

        if (place != Manifest.Inputs.Count)
        {
            throw new InvalidDataException(
                $"'{inputs.Source.Source}' had {Manifest.Inputs.Count} inputs when it was listed and has {place} now.");
        }
    }

    private void Write(BlockRows block)
    {
        var clock = new StageClock();
        _errors += block.Errors;
        options.CheckErrors(_errors, inputs.Noun, block.LastError);
        _activity ??= JobTelemetry.Activities.StartActivity("part")?.SetTag("part", block.Part);
        _part ??= new PartWriter(folder.Path, block.Part, Manifest.Output);
        _part.Write(block.Bytes, block.Rows, block.Errors, block.FilledIn);
        _rowsInPart += block.Rows;
        if (_rowsInPart >= Manifest.RowsOf(block.Part))
            FinishPart(block.Part, _part);
        JobTelemetry.Count(block);
        clock.EndOf("write");
    }

    private void FinishPart(long part, PartWriter writer)
    {
        FinishedPart done = writer.Finish(part * Manifest.Output.PartRows);
        JobManifest next = Manifest with { Parts = [.. Manifest.Parts.Append(done).OrderBy(other => other.FirstInput)] };
        folder.WriteManifest(next);
        Manifest = next;
        writer.Dispose();
        _activity?.SetTag("rows", done.Rows).SetTag("errors", done.Errors).Dispose();
        (_part, _rowsInPart, _activity) = (null, 0, null);
    }

    private string NameOf(long part) => PartWriter.NameOf(part, Manifest.Output);
}
