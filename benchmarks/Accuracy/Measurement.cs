using System.Globalization;

namespace MlNetShallow.Benchmarks.Accuracy;

/// <summary>What one contestant reached on one problem with one seed.</summary>
internal sealed record Measurement(
    string Problem, LearningTask Task, string Contestant, int Seed, double SecondsToFit, Quality Quality)
{
    public const string Header = "problem\ttask\tcontestant\tseed\tseconds\taccuracy or R2\tAUC or RMSE\tlog-loss";

    private const int Fields = 8;

    /// <summary>A line of <see cref="Header"/>'s columns.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Problem}\t{Task}\t{Contestant}\t{Seed}\t{SecondsToFit:G6}\t"
            + $"{Quality.Main:G6}\t{Quality.Second:G6}\t{Quality.LogLoss:G6}");

    /// <exception cref="InvalidDataException">The line is not one that <see cref="ToString"/> writes.</exception>
    public static Measurement Parse(string line)
    {
        string[] fields = line.Split('\t');
        return fields.Length == Fields && Enum.TryParse(fields[1], out LearningTask task)
                && int.TryParse(fields[3], CultureInfo.InvariantCulture, out int seed)
                && Number(fields[4]) is { } seconds && Number(fields[5]) is { } main
            ? new(fields[0], task, fields[2], seed, seconds, new(main, Number(fields[6]), Number(fields[7])))
            : throw new InvalidDataException($"This is no line of measurements: '{line}'.");
    }

    private static double? Number(string text)
        => double.TryParse(text, CultureInfo.InvariantCulture, out double value) ? value : null;
}
