namespace MlNetShallow.Engines;

/// <summary>The threads that work is shared out to.</summary>
/// <param name="numberOfThreads">Their number; 0 for one a processor.</param>
internal sealed class Threads(int numberOfThreads)
{
    /// <summary>The calling thread alone.</summary>
    public static readonly Threads One = new(1);

    private readonly ParallelOptions _parallel =
        new() { MaxDegreeOfParallelism = numberOfThreads == 0 ? Environment.ProcessorCount : numberOfThreads };

    public int Count => _parallel.MaxDegreeOfParallelism;

    /// <summary>Runs tasks on the threads where there is work enough to be worth it.</summary>
    public void For(int tasks, long multiplications, Action<int> task)
    {
        if (multiplications > 1_000_000 && tasks > 1 && Count > 1)
        {
            Parallel.For(0, tasks, _parallel, task);
            return;
        }

        for (int i = 0; i < tasks; i++)
            task(i);
    }
}
