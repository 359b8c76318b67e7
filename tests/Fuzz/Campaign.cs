using System.Diagnostics;
using System.Globalization;

namespace MlNetShallow.Fuzz;

/// <summary>
/// Gives inputs to a target on a thread of its own and watches the time and the memory from another, as a thread that hangs
/// cannot be asked.
/// </summary>
internal sealed class Campaign(string name, ITarget target, int seed, int first, int count, string findings)
{
    private const long MostMemory = 1L << 30;

    // Time of the processor, as the machine may be busy with other things; by the clock where a thread waits for ever.
    private static readonly TimeSpan MostWork = TimeSpan.FromSeconds(5), MostTime = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(20);

    private readonly Lock _said = new();
    private volatile int _current;
    private volatile byte[] _input = [];
    private volatile bool _isDone;
    private int _read;

    /// <summary>Runs all inputs.</summary>
    /// <returns>The exit code: 0, or 1 where there is a finding.</returns>
    public int Run()
    {
        var reading = new Thread(ReadAll) { IsBackground = true, Name = "reading" };
        reading.Start();
        int watched = -1;
        long since = 0;
        TimeSpan workBefore = TimeSpan.Zero;
        while (!reading.Join(Glance))
        {
            int current = _current;
            TimeSpan work = Environment.CpuUsage.TotalTime;
            if (current != watched)
                (watched, since, workBefore) = (current, Stopwatch.GetTimestamp(), work);
            else if (work - workBefore > MostWork || Stopwatch.GetElapsedTime(since) > MostTime)
                return Found($"it takes more than {MostWork.TotalSeconds} s");
            if (Environment.WorkingSet > MostMemory)
                return Found($"the process takes {Environment.WorkingSet >> 20} MiB");
        }

        if (!_isDone)
            return 1;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{name}: {count} inputs from {first} on of seed {seed}, {_read} read, {count - _read} refused, no finding; "
            + $"{Environment.CpuUsage.TotalTime.TotalSeconds:F0} s of the processor."));
        return 0;
    }

    private void ReadAll()
    {
        try
        {
            for (int i = 0; i < count; i++)
            {
                _input = Input(first + i);
                _current = first + i;
                if (target.Read(_input))
                    _read++;
            }

            _isDone = true;
        }
        catch (Exception exception)
        {
            Found(exception.ToString());
        }
    }

    // Each input has a generator of its own, so that one can be made again without those before it.
    private byte[] Input(int number) => target.Make(new Random(unchecked((seed * 1_000_003) + number)));

    private int Found(string what)
    {
        lock (_said)
        {
            string file = Path.Combine(
                findings, string.Create(CultureInfo.InvariantCulture, $"{name}-{seed}-{_current}.bin"));
            Directory.CreateDirectory(findings);
            File.WriteAllBytes(file, _input);
            Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{name}: input {_current} of seed {seed}, kept as {file} ({_input.Length} bytes): {what}"));
            Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"Again: {name} --seed {seed} --first {_current} --count 1"));
        }

        return 1;
    }
}
