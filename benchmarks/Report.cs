using MlNetShallow.Benchmarks.Timing;

namespace MlNetShallow.Benchmarks;

/// <summary>One line a measurement, tab-separated; what else there is to say goes to another stream.</summary>
internal sealed class Report
{
    private readonly TextWriter _lines;
    private readonly TextWriter _notes;

    public Report(TextWriter lines, TextWriter notes)
    {
        (_lines, _notes) = (lines, notes);
        _lines.WriteLine("name\tthreads\tmin\tmedian\tunit");
    }

    /// <summary>Writes seconds, multiplied by a factor that turns them into the unit.</summary>
    public void Write(string name, int threads, Samples samples, string unit = "s", double factor = 1)
    {
        Write(name, threads, samples.Minimum * factor, samples.Median * factor, unit);
        if (samples.Undisturbed < samples.Count)
            Note($"{name}, {threads} threads: {samples.Undisturbed} of {samples.Count} repetitions were undisturbed");
    }

    public void Write(string name, int threads, double minimum, double median, string unit)
        => _lines.WriteLine($"{name}\t{threads}\t{minimum:G6}\t{median:G6}\t{unit}");

    public void Note(string text) => _notes.WriteLine($"# {text}");
}
