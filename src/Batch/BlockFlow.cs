using System.Runtime.ExceptionServices;
using System.Threading.Channels;

namespace MlNetShallow.Batch;

/// <summary>Takes blocks through several threads and hands them on in their order. What is under way at a time is bounded, so
/// that memory does not depend on how many blocks there are.</summary>
internal static class BlockFlow
{
    private const int BlocksPerThread = 4;

    /// <summary>Runs the flow to its end.</summary>
    /// <param name="source">Gives the blocks, which are read on a thread of its own; the token ends a wait for the next one,
    /// whatever stops the flow.</param>
    /// <param name="threads">How many threads work.</param>
    /// <param name="createWorker">Makes what a thread works with.</param>
    /// <param name="work">What is done with a block.</param>
    /// <param name="receive">Takes the results in the order of the blocks, on the calling thread.</param>
    /// <param name="cancellation">Stops the flow.</param>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static void Run<TBlock, TWorker, TResult>(
        Func<CancellationToken, IEnumerable<TBlock>> source,
        int threads,
        Func<TWorker> createWorker,
        Func<TWorker, TBlock, TResult> work,
        Action<TResult> receive,
        CancellationToken cancellation)
        where TWorker : IDisposable
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var waiting = Channel.CreateBounded<Job<TBlock, TResult>>(threads * BlocksPerThread);
        var order = Channel.CreateBounded<Job<TBlock, TResult>>(threads * BlocksPerThread);
        using QueueLength toScore = new("score"), toWrite = new("write");
        ExceptionDispatchInfo? failure = null;
        Task[] tasks = [Start(Produce), .. Enumerable.Range(0, threads).Select(_ => Start(Work))];
        try
        {
            foreach (Job<TBlock, TResult> job in Take(order.Reader))
            {
                TResult result = job.Result.Task.WaitAsync(stop.Token).GetAwaiter().GetResult();
                toWrite.Add(-1);
                receive(result);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Why it was stopped is thrown below.
        }
        finally
        {
            stop.Cancel();
            Task.WaitAll(tasks, CancellationToken.None);
        }

        failure?.Throw();
        cancellation.ThrowIfCancellationRequested();

        void Produce()
        {
            foreach (TBlock block in source(stop.Token))
            {
                var job = new Job<TBlock, TResult>(block);
                Put(order.Writer, job);
                toScore.Add(1);
                Put(waiting.Writer, job);
            }

            waiting.Writer.Complete();
            order.Writer.Complete();
        }

        void Work()
        {
            using TWorker worker = createWorker();
            foreach (Job<TBlock, TResult> job in Take(waiting.Reader))
            {
                toScore.Add(-1);
                TResult result = work(worker, job.Block);
                toWrite.Add(1);
                job.Result.SetResult(result);
            }
        }

        Task Start(Action action) => Task.Factory.StartNew(
            () =>
            {
                try
                {
                    action();
                }
                catch (OperationCanceledException) when (stop.IsCancellationRequested)
                {
                    // Another one knows why.
                }
                catch (Exception exception)
                {
                    Interlocked.CompareExchange(ref failure, ExceptionDispatchInfo.Capture(exception), null);
                    stop.Cancel();
                }
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default);

        IEnumerable<T> Take<T>(ChannelReader<T> reader) => reader.ReadAllAsync(stop.Token).ToBlockingEnumerable(stop.Token);

        void Put<T>(ChannelWriter<T> writer, T item) => writer.WriteAsync(item, stop.Token).AsTask().GetAwaiter().GetResult();
    }

    private sealed record Job<TBlock, TResult>(TBlock Block)
    {
        public TaskCompletionSource<TResult> Result { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
