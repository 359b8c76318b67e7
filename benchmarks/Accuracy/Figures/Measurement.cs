using System.Globalization;

namespace MlNetShallow.Benchmarks.Accuracy.Figures;

/// <summary>What one contestant reached on one split of one set.</summary>
/// <param name="Set">The set.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Task">What is learnt.</param>
/// <param name="Split">The number of the split, from 0.</param>
/// <param name="Contestant">Its short name, see <see cref="ContestantNames"/>.</param>
/// <param name="Size">Rows and columns.</param>
/// <param name="Cost">What the fit took.</param>
/// <param name="Quality">How good its predictions are.</param>
internal sealed record Measurement(
    string Set, SetKind Kind, LearningTask Task, int Split, string Contestant, SetSize Size, Cost Cost, Quality Quality)
{
    /// <summary>Raised when a figure, a set or a split comes to mean something else: others are measured anew.</summary>
    public const int Version = 1;

    public const string Header = "version\tset\tkind\ttask\tsplit\tcontestant\ttraining rows\ttest rows\tcolumns\tCPU seconds\t"
        + "peak MB\tadded MB\taccuracy\tlog-loss\tAUC\tECE\tR2\tMAE";

    private const int Fields = 18;

    public (string Set, int Split, string Contestant) Key => (Set, Split, Contestant);

    /// <summary>A line of <see cref="Header"/>'s columns.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Version}\t{Set}\t{Kind}\t{Task}\t{Split}\t{Contestant}\t{Size.Training}\t{Size.Test}\t{Size.Columns}\t"
            + $"{Cost.CpuSeconds:G6}\t{Cost.PeakMegabytes:F0}\t{Cost.AddedMegabytes:F0}\t"
            + $"{Quality.Accuracy:G8}\t{Quality.LogLoss:G8}\t{Quality.AreaUnderCurve:G8}\t{Quality.CalibrationError:G8}\t"
            + $"{Quality.RSquared:G8}\t{Quality.AbsoluteError:G8}");

    /// <summary>Reads such a line; null if it is of another version.</summary>
    /// <exception cref="InvalidDataException">The line is not one that <see cref="ToString"/> writes.</exception>
    public static Measurement? Parse(string line)
    {
        string[] fields = line.Split('\t');
        if (int.TryParse(fields[0], CultureInfo.InvariantCulture, out int version) && version != Version)
            return null;
        double?[] numbers = [.. fields.Select(Number)];
        return fields.Length == Fields && Enum.TryParse(fields[2], out SetKind kind)
                && Enum.TryParse(fields[3], out LearningTask task) && numbers[4] is { } split && numbers[6] is { } training
                && numbers[7] is { } test && numbers[8] is { } columns && numbers[9] is { } seconds
            ? new(
                fields[1], kind, task, (int)split, fields[5], new((int)training, (int)test, (int)columns),
                new(seconds, numbers[10], numbers[11]),
                new(numbers[12], numbers[13], numbers[14], numbers[15], numbers[16], numbers[17]))
            : throw new InvalidDataException($"This is no line of measurements: '{line}'.");
    }

    private static double? Number(string text)
        => double.TryParse(text, CultureInfo.InvariantCulture, out double value) ? value : null;
}
