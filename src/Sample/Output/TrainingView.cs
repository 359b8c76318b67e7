using System.Globalization;

namespace MlNetShallow.Sample.Output;

/// <summary>What is said of a training that is under way, in as many lines as a width asks for.</summary>
/// <param name="metric">What the validation metric is called.</param>
internal sealed class TrainingView(string metric)
{
    private const int NarrowBelow = 60;
    private const int LongestSparkline = 60;

    private readonly CostTrack _costs = new();
    private TrainingProgress? _last;

    public void Add(TrainingProgress progress)
    {
        _last = progress;
        _costs.Add(progress.Cost);
    }

    /// <summary>Lines that are no longer than <paramref name="width"/> characters.</summary>
    /// <param name="width">The width of the terminal.</param>
    /// <param name="hasBars">Whether it can show the characters of a sparkline.</param>
    public string[] Lines(int width, bool hasBars)
    {
        if (_last is not { } progress)
            return TextFlow.Lines(["first epoch"], width);
        string[] items = [.. width < NarrowBelow ? Short(progress) : Full(progress), TimeLeft(progress)];
        string[] bars = hasBars ? [Sparkline.Of(_costs.Parts(width < LongestSparkline ? width : LongestSparkline))] : [];
        return [.. TextFlow.Lines(items, width), .. bars];
    }

    /// <summary>All on one line, for a file or a pipe.</summary>
    public string Line()
    {
        TrainingProgress progress = _last ?? throw new InvalidOperationException("No epoch is done yet.");
        return $"epoch {progress.Epoch} of {progress.Epochs}: {string.Join(", ", [.. Figures(progress), TimeLeft(progress)])}";
    }

    private IEnumerable<string> Full(TrainingProgress progress)
    {
        // As wide as it will ever be, so that what follows stays in its place.
        string all = Text($"{progress.Epochs}"), done = Text($"{progress.Epoch}").PadLeft(all.Length);
        return [$"epoch {done} of {all}", .. Figures(progress)];
    }

    private IEnumerable<string> Figures(TrainingProgress progress)
    {
        yield return Text($"cost {progress.Cost:0.000000}");
        if (progress.Last.ValidationCost is { } cost)
            yield return Text($"validation cost {cost:0.000000}");
        if (progress.Last.ValidationMetric is { } value)
            yield return Text($"{metric} {value:0.0000}");
        yield return Text($"rate {progress.Last.LearningRate:G4}");
    }

    private IEnumerable<string> Short(TrainingProgress progress)
    {
        yield return Text($"epoch {progress.Epoch}/{progress.Epochs}");
        yield return Text($"cost {progress.Cost:0.0000}");
        if (progress.Last.ValidationCost is { } cost)
            yield return Text($"val. cost {cost:0.0000}");
        if (progress.Last.ValidationMetric is { } value)
            yield return Text($"{metric} {value:0.000}");
        yield return Text($"rate {progress.Last.LearningRate:G3}");
    }

    private static string TimeLeft(TrainingProgress progress)
    {
        double seconds = progress.Elapsed.TotalSeconds / progress.Epoch * (progress.Epochs - progress.Epoch);
        const double Minute = 60, Hour = 60 * Minute, Day = 24 * Hour;
        return seconds switch
        {
            < 2 * Minute => Text($"{seconds:0} s left"),
            < 2 * Hour => Text($"{seconds / Minute:0} min left"),
            < 2 * Day => Text($"{seconds / Hour:0} h left"),
            _ => Text($"{seconds / Day:0} days left"),
        };
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
