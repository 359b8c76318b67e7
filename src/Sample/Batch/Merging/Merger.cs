using MlNetShallow.Sample.Batch.Manifests;

namespace MlNetShallow.Sample.Batch.Merging;

/// <summary>Joins the outputs of all shards of a scoring to what one job would have written.</summary>
internal static class Merger
{
    private const int LargestBuffer = 1 << 16;
    private const int SmallestBuffer = 1 << 12;
    private const int AllBuffers = 1 << 26;

    /// <summary>Writes the rows in the order of the inputs; of shards by hash, the shards one after the other.</summary>
    /// <exception cref="InvalidDataException">A shard is not what its manifest says.</exception>
    public static void Write(ShardSet set, Stream output, CancellationToken cancellation)
    {
        int bufferSize = Math.Clamp(AllBuffers / set.Shards.Count, SmallestBuffer, LargestBuffer);
        var readers = new List<RowReader>(set.Shards.Count);
        try
        {
            foreach (ShardFile shard in set.Shards)
                readers.Add(new RowReader(shard, bufferSize));
            if (set.Job.Output.Format != OutputFormat.Jsonl)
                CopyHeader(readers, output);
            if (set.Job.Shard.By == ShardBy.Order)
                CopyInTurn(set, readers, output, cancellation);
            else
                CopyOneByOne(set, readers, output, cancellation);
            foreach (RowReader reader in readers)
                reader.CheckEnd();
        }
        finally
        {
            foreach (RowReader reader in readers)
                reader.Dispose();
        }
    }

    private static void CopyHeader(List<RowReader> readers, Stream output)
    {
        readers[0].CopyRow(output);
        foreach (RowReader reader in readers.Skip(1))
            reader.CopyRow(Stream.Null);
    }

    private static void CopyInTurn(ShardSet set, List<RowReader> readers, Stream output, CancellationToken cancellation)
    {
        for (long row = 0; row < set.Job.Inputs.Total; row++)
        {
            cancellation.ThrowIfCancellationRequested();
            readers[(int)(row % readers.Count)].CopyRow(output);
        }
    }

    private static void CopyOneByOne(ShardSet set, List<RowReader> readers, Stream output, CancellationToken cancellation)
    {
        foreach ((ShardFile shard, RowReader reader) in set.Shards.Zip(readers))
        {
            for (long row = 0; row < shard.Result.Rows; row++)
            {
                cancellation.ThrowIfCancellationRequested();
                reader.CopyRow(output);
            }
        }
    }
}
