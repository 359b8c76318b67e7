using MlNetShallow.Data.Rows;

namespace MlNetShallow.Batch.Merging;

/// <summary>Joins the outputs of all shards of a scoring to what one job would have written.</summary>
internal static class Merger
{
    // In characters, of 2 bytes each.
    private const int LargestBuffer = 1 << 15;
    private const int SmallestBuffer = 1 << 12;
    private const int AllBuffers = 1 << 23;

    /// <summary>Writes the rows in the order of the inputs; of shards by hash, the shards one after the other.</summary>
    /// <exception cref="InvalidDataException">A shard is not what its manifest says.</exception>
    public static void Write(ShardSet set, Stream stream, CancellationToken cancellation)
    {
        using var output = new StreamWriter(stream, bufferSize: LargestBuffer, leaveOpen: true);
        int bufferLength = Math.Clamp(AllBuffers / set.Shards.Count, SmallestBuffer, LargestBuffer);
        var readers = new List<ShardReader>(set.Shards.Count);
        try
        {
            foreach (ShardFile shard in set.Shards)
                readers.Add(new ShardReader(shard, bufferLength));
            if (set.Job.Output.Format != OutputFormat.Jsonl)
                CopyHeader(readers, output);
            if (set.Job.Shard.By == ShardBy.Order)
                CopyInTurn(set, readers, output, cancellation);
            else
                CopyOneByOne(set, readers, output, cancellation);
            foreach (ShardReader reader in readers)
                reader.CheckEnd();
        }
        finally
        {
            foreach (ShardReader reader in readers)
                reader.Dispose();
        }
    }

    private static void CopyHeader(List<ShardReader> readers, TextWriter output)
    {
        readers[0].CopyRow(output);
        foreach (ShardReader reader in readers.Skip(1))
            reader.CopyRow(TextWriter.Null);
    }

    private static void CopyInTurn(ShardSet set, List<ShardReader> readers, TextWriter output, CancellationToken cancellation)
    {
        for (long row = 0; row < set.Job.Inputs.Total; row++)
        {
            cancellation.ThrowIfCancellationRequested();
            readers[(int)(row % readers.Count)].CopyRow(output);
        }
    }

    private static void CopyOneByOne(ShardSet set, List<ShardReader> readers, TextWriter output, CancellationToken cancellation)
    {
        foreach ((ShardFile shard, ShardReader reader) in set.Shards.Zip(readers))
        {
            for (long row = 0; row < shard.Result.Rows; row++)
            {
                cancellation.ThrowIfCancellationRequested();
                reader.CopyRow(output);
            }
        }
    }
}
