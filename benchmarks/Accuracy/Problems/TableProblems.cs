using System.Globalization;
using Microsoft.ML.Data;
using MlNetShallow.Benchmarks.Accuracy.Figures;

namespace MlNetShallow.Benchmarks.Accuracy.Problems;

/// <summary>
/// Tables of numbers of others, which are no part of this repository: .csv files with a header whose last column is the label.
/// Labels that are 0 … K − 1, each of them there at least five times, are classes; all others are numbers.
/// </summary>
internal static class TableProblems
{
    private const int MostRows = 6000;
    private const int MostClasses = 100;
    private const int LeastOfAClass = 5;

    private static readonly string[] Known =
    [
        "pima", "sonar", "phoneme", "german", "spam", "glass", "vowel", "satellite", "abalone", "auto-imports", "pbc", "strike",
    ];

    /// <summary>Those that are known, be they there or not, and whatever else is there.</summary>
    public static IEnumerable<ProblemSource> All(string folder)
    {
        string[] found = Directory.Exists(folder)
            ? [.. Directory.GetFiles(folder, "*.csv").Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal)!]
            : [];
        return Known.Concat(found.Except(Known).Except(["adult"])).Select(name =>
        {
            var table = new Lazy<Table?>(() => Read(Path.Combine(folder, name + ".csv")));
            return new ProblemSource(name, SetKind.Table, split
                => table.Value is { } read ? Splitting.Pose(name, read.Task, read.Classes, read.Examples, split) : null);
        });
    }

    private static Table? Read(string path)
    {
        if (!File.Exists(path))
            return null;
        float[][] all = [.. File.ReadLines(path).Skip(1).Select((line, i) => Numbers(line, path, i))];
        float[][] rows = Splitting.AtMost(MostRows, all);
        float[] labels = [.. rows.Select(row => row[^1])];
        int classes = Classes(labels);
        VBuffer<float>[] features = [.. rows.Select(row => new VBuffer<float>(row.Length - 1, row[..^1]))];
        return new(
            classes switch { 0 => LearningTask.Regression, 2 => LearningTask.Binary, _ => LearningTask.Multiclass },
            classes > 2 ? classes : 0,
            new Examples<float>(features, labels));
    }

    private static float[] Numbers(string line, string path, int row)
    {
        string[] fields = line.Split(',');
        var numbers = new float[fields.Length];
        for (int i = 0; i < fields.Length; i++)
        {
            if (!float.TryParse(fields[i], CultureInfo.InvariantCulture, out numbers[i]))
                throw new InvalidDataException($"{path}, row {row + 1}, column {i + 1}: '{fields[i]}' is no number.");
        }

        return numbers;
    }

    /// <summary>The number of classes that labels tell of; 0 if they are numbers.</summary>
    private static int Classes(float[] labels)
    {
        var counts = labels.GroupBy(label => label).ToDictionary(label => label.Key, label => label.Count());
        return counts.Count is > 1 and <= MostClasses && counts.Values.Min() >= LeastOfAClass
            && Enumerable.Range(0, counts.Count).All(label => counts.ContainsKey(label)) ? counts.Count : 0;
    }

    private sealed record Table(LearningTask Task, int Classes, Examples Examples);
}
