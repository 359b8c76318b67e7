using System.Threading.Channels;
using MlNetShallow.Batch.Inputs;

namespace MlNetShallow.Batch;

/// <summary>Inputs as they arrive, in blocks of those that wait: who reads one row a second is not kept waiting for a full
/// block.</summary>
/// <param name="source">The inputs; read on a thread of its own, which a read that never returns keeps, and nobody else.</param>
/// <param name="shard">Which of them are taken.</param>
/// <param name="mostItems">The most in a block.</param>
internal sealed class ArrivingItems(IEnumerable<InputItem> source, Shard shard, int mostItems)
{
    private const int BlocksAhead = 16;

    private readonly Channel<InputItem> _waiting = Channel.CreateBounded<InputItem>(
        new BoundedChannelOptions(mostItems * BlocksAhead) { SingleReader = true, SingleWriter = true });

    /// <summary>What ended the source before its end; the inputs before that are all in blocks.</summary>
    public Exception? Failure { get; private set; }

    /// <summary>The blocks, until the source ends or fails.</summary>
    public IEnumerable<Block> Blocks(CancellationToken cancellation)
    {
        _ = Task.Factory.StartNew(
            () => Read(cancellation), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        var items = new List<InputItem>(mostItems);
        while (_waiting.Reader.WaitToReadAsync(cancellation).AsTask().GetAwaiter().GetResult())
        {
            while (items.Count < mostItems && _waiting.Reader.TryRead(out InputItem item))
                items.Add(item);
            yield return new Block(Part: 0, [.. items]);
            items.Clear();
        }
    }

    private void Read(CancellationToken cancellation)
    {
        try
        {
            long place = 0;
            foreach (InputItem item in source)
            {
                if (shard.Takes(place++, item.Name) && !_waiting.Writer.TryWrite(item))
                    _waiting.Writer.WriteAsync(item, cancellation).AsTask().GetAwaiter().GetResult();
            }
        }
        catch (Exception exception)
        {
            Failure = exception;
        }

        _waiting.Writer.Complete();
    }
}
