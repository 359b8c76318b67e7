using MlNetShallow.Evaluation;
using Spectre.Console;

namespace MlNetShallow.Sample.Output;

/// <summary>Metrics where somebody looks.</summary>
internal static class MetricsOnTerminal
{
    /// <summary>The main metrics of several data sets: a table on a terminal, a line for each elsewhere.</summary>
    public static void Write(Screen screen, params (string Set, ModelMetrics Report)[] reports)
    {
        if (screen.Terminal is { } terminal)
        {
            var headers = reports[0].Report.Summary.Select(item => item.Unit == "" ? item.Name : $"{item.Name} in {item.Unit}");
            Table table = new Table().AddColumns(["", .. headers]);
            foreach ((string set, ModelMetrics report) in reports)
                table.AddRow([set, .. report.Summary.Select(item => ModelMetrics.Format(item.Value))]);
            terminal.Write(table);
            return;
        }

        foreach ((string set, ModelMetrics report) in reports)
        {
            var items = report.Summary.Select(item => $"{item.Name} {ModelMetrics.Format(item.Value)} {item.Unit}".TrimEnd());
            screen.Output.WriteLine($"{set}: {string.Join(", ", items)}");
        }
    }
}
