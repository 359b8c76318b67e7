namespace MlNetShallow.Engines;

/// <summary>The threads that an engine shares its work out to.</summary>
internal sealed class Threads(int count)
{
    private readonly ParallelOptions _parallel = new() { MaxDegreeOfParallelism = count };

    public int Count => count;

    /// <summary>Runs tasks on the threads where there is work enough to be worth it.</summary>
    public void For(int tasks, long multiplications, Action<int> task)
    {
        if (multiplications > 1_000_000 && tasks > 1 && count > 1)
        {
            Parallel.For(0, tasks, _parallel, task);
            return;
        }

        for (int i = 0; i < tasks; i++)
            task(i);
    }
}
