using System.Globalization;
using System.Text;

namespace Microsoft.ML.Data;

/// <summary>How many rows of each class (outer index) were predicted to be of which class (inner index).</summary>
public sealed class ConfusionMatrix
{
    internal ConfusionMatrix(BinaryClassificationCounts counts)
    {
        Counts = [[counts.TruePositives, counts.FalseNegatives], [counts.FalsePositives, counts.TrueNegatives]];
        PerClassPrecision = [.. Enumerable.Range(0, 2).Select(i => Share(Counts[i][i], Counts[0][i] + Counts[1][i]))];
        PerClassRecall = [.. Enumerable.Range(0, 2).Select(i => Share(Counts[i][i], Counts[i][0] + Counts[i][1]))];
    }

    public IReadOnlyList<double> PerClassPrecision { get; }

    public IReadOnlyList<double> PerClassRecall { get; }

    public IReadOnlyList<IReadOnlyList<double>> Counts { get; }

    public int NumberOfClasses => Counts.Count;

    public string GetFormattedConfusionTable()
    {
        const string Rule = "||======================";
        CultureInfo culture = CultureInfo.CurrentCulture;
        double positives = Counts[0].Sum();
        double negatives = Counts[1].Sum();
        var table = new StringBuilder();
        table.AppendLine(
            culture,
            $"TEST POSITIVE RATIO:\t{positives / (positives + negatives):N4} ({positives:F1}/({positives:F1}+{negatives:F1}))");
        table.AppendLine("Confusion table");
        table.AppendLine($"          {Rule}");
        table.AppendLine("PREDICTED || positive | negative | Recall");
        table.AppendLine($"TRUTH     {Rule}");
        table.AppendLine(culture, $" positive || {Counts[0][0],8:N0} | {Counts[0][1],8:N0} | {PerClassRecall[0],5:F4}");
        table.AppendLine(culture, $" negative || {Counts[1][0],8:N0} | {Counts[1][1],8:N0} | {PerClassRecall[1],5:F4}");
        table.AppendLine($"          {Rule}");
        table.AppendLine(culture, $"Precision ||{PerClassPrecision[0],9:N4} |{PerClassPrecision[1],9:N4} |");
        return table.ToString();
    }

    private static double Share(double part, double whole) => whole > 0 ? part / whole : 0;
}
