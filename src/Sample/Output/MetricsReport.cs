using System.Globalization;
using System.Text.Json;
using Microsoft.ML.Data;
using MlNetShallow.Sample.Data;
using Spectre.Console;

namespace MlNetShallow.Sample.Output;

/// <summary>ML.NET's metrics of a labelled folder, under the names that the program gives them.</summary>
internal sealed class MetricsReport(LabelledFolder folder, CalibratedBinaryClassificationMetrics metrics)
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    private readonly (string Name, double Value)[] _metrics =
    [
        ("accuracy", metrics.Accuracy),
        ("auc", metrics.AreaUnderRocCurve),
        ("auprc", metrics.AreaUnderPrecisionRecallCurve),
        ("f1", metrics.F1Score),
        ("log_loss", metrics.LogLoss),
        ("log_loss_reduction", metrics.LogLossReduction),
        ("positive_precision", metrics.PositivePrecision),
        ("positive_recall", metrics.PositiveRecall),
        ("negative_precision", metrics.NegativePrecision),
        ("negative_recall", metrics.NegativeRecall),
    ];

    public string Accuracy => Format(metrics.Accuracy);

    public void WriteLines(TextWriter output)
    {
        output.WriteLine($"positive {folder.Positive}");
        output.WriteLine($"examples {folder.Count}");
        foreach ((string name, double value) in _metrics)
            output.WriteLine($"{name} {Format(value)}");
    }

    public void WriteJson(TextWriter output)
    {
        var values = new Dictionary<string, object?> { ["positive"] = folder.Positive, ["examples"] = folder.Count };
        // JSON has no number for a metric that is not defined, such as the precision of a class that was never predicted.
        foreach ((string name, double value) in _metrics)
            values[name] = double.IsFinite(value) ? value : null;
        output.WriteLine(JsonSerializer.Serialize(values, Indented));
    }

    /// <summary>The main metrics of several data sets: a table on a terminal, a line for each elsewhere.</summary>
    public static void WriteSummary(Screen screen, params (string Set, MetricsReport Report)[] reports)
    {
        if (screen.Terminal is { } terminal)
        {
            Table table = new Table().AddColumns("", "accuracy", "AUC", "log-loss in bits");
            foreach ((string set, MetricsReport report) in reports)
                table.AddRow([set, .. report.Summary.Select(Format)]);
            terminal.Write(table);
            return;
        }

        foreach ((string set, MetricsReport report) in reports)
        {
            string[] values = [.. report.Summary.Select(Format)];
            screen.Output.WriteLine($"{set}: accuracy {values[0]}, AUC {values[1]}, log-loss {values[2]} bits");
        }
    }

    private double[] Summary => [metrics.Accuracy, metrics.AreaUnderRocCurve, metrics.LogLoss];

    private static string Format(double value) => value.ToString("0.0000", CultureInfo.InvariantCulture);
}
