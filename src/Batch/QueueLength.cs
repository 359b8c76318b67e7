namespace MlNetShallow.Batch;

/// <summary>How many blocks wait in a queue. Thread-safe.</summary>
/// <param name="queue">What they wait for.</param>
internal sealed class QueueLength(string queue) : IDisposable
{
    private readonly KeyValuePair<string, object?> _tag = new("queue", queue);
    private long _length;

    public void Add(int blocks)
    {
        Interlocked.Add(ref _length, blocks);
        JobTelemetry.QueueLength.Add(blocks, _tag);
    }

    /// <summary>Takes out what is left: nobody waits any longer.</summary>
    public void Dispose() => JobTelemetry.QueueLength.Add(-Interlocked.Exchange(ref _length, 0), _tag);
}
