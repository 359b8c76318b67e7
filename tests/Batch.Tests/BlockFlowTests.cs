
namespace MlNetShallow.Batch.Tests;

public sealed class BlockFlowTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void ResultsComeInTheOrderOfTheBlocks(int threads)
    {
        var results = new List<int>();

        BlockFlow.Run(_ => Enumerable.Range(0, 500), threads, () => new Worker(), Uneven, results.Add, Cancellation);

        Assert.Equal(Enumerable.Range(0, 500).Select(i => i * i), results);

        static int Uneven(Worker worker, int block)
        {
            Thread.SpinWait(block % 7 * 1000);
            return block * block;
        }
    }

    [Fact]
    public void TheSourceIsNotReadFarAhead()
    {
        int read = 0, received = 0, furthest = 0;

        BlockFlow.Run(_ => Source(), 2, () => new Worker(), (_, block) => block, _ => received++, Cancellation);

        Assert.Equal(1000, received);
        // Two queues of 4 blocks a thread, and what is in hand.
        Assert.InRange(furthest, 1, 24);

        IEnumerable<int> Source()
        {
            for (; read < 1000; read++)
            {
                furthest = Math.Max(furthest, read - Volatile.Read(ref received));
                yield return read;
            }
        }
    }

    [Fact]
    public void WhatFailsStopsAllAndIsThrown()
    {
        Assert.Equal("in work", Fails(work: () => throw new InvalidDataException("in work")));
        Assert.Equal("in source", Fails(source: () => throw new InvalidDataException("in source")));
        Assert.Equal("at the end", Fails(receive: () => throw new InvalidDataException("at the end")));
        Assert.Equal("at the start", Fails(create: () => throw new InvalidDataException("at the start")));
    }

    // Whoever fails, a source that waits for what may never come is told to end.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void WhatFailsEndsAWaitForTheNextBlock(bool failsInWork)
    {
        Exception failure = Assert.Throws<InvalidDataException>(() => BlockFlow.Run(
            Source, 2, () => new Worker(), (_, block) => failsInWork ? Fail() : block, _ => Fail(), Cancellation));

        Assert.Equal("it failed", failure.Message);

        static int Fail() => throw new InvalidDataException("it failed");

        static IEnumerable<int> Source(CancellationToken ended)
        {
            yield return 1;
            ended.WaitHandle.WaitOne();
            ended.ThrowIfCancellationRequested();
        }
    }

    [Fact]
    public void ItCanBeStopped()
    {
        using var stop = new CancellationTokenSource();

        Assert.ThrowsAny<OperationCanceledException>(() => BlockFlow.Run(
            _ => Enumerable.Range(0, int.MaxValue), 2, () => new Worker(), (_, block) => block, block => Stop(block), stop.Token));

        void Stop(int block)
        {
            if (block == 100)
                stop.Cancel();
        }
    }

    private static string Fails(Action? source = null, Action? create = null, Action? work = null, Action? receive = null)
        => Assert.Throws<InvalidDataException>(() => BlockFlow.Run(
            _ => Enumerable.Range(0, int.MaxValue).Select(block => After(source, block)),
            2,
            () =>
            {
                create?.Invoke();
                return new Worker();
            },
            (_, block) => After(work, block),
            block => After(receive, block),
            Cancellation)).Message;

    private static int After(Action? fail, int block)
    {
        if (block >= 50)
            fail?.Invoke();
        return block;
    }

    private sealed class Worker : IDisposable
    {
        public void Dispose()
        {
        }
    }
}
