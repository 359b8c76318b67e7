using MlNetShallow.Data.Delimited;

namespace MlNetShallow.Evaluation.Comparisons.Tables;

/// <summary>A comparison with all digits, for programs: a row for each trainer, in the order in which they were fitted. A field
/// is empty where there is nothing to tell.</summary>
internal static class TsvFile
{
    public static void Write(Stream stream, ComparisonResult result)
    {
        Figure[] figures = Figure.Of(result.Task, result.Loss);
        using var rows = new DelimitedWriter(stream, DelimitedFormat.Tsv);
        rows.Row(
            ["trainer", "origin", "fits", .. figures.SelectMany(one => (string[])[one.Name, $"{one.Name}_deviation"]), "error"]);
        foreach (EntrantResult one in result.Entrants)
        {
            rows.Text(one.Name);
            rows.Text(one.Entrant.Origin);
            rows.Number(one.Fits.Count);
            foreach (Statistic? statistic in figures.Select(figure => one.Over(figure.Value)))
            {
                Write(rows, statistic?.Mean);
                Write(rows, statistic?.Deviation);
            }

            rows.Text(one.Error ?? "");
            rows.EndRow();
        }
    }

    private static void Write(DelimitedWriter rows, double? value)
    {
        if (value is { } number && !double.IsNaN(number))
            rows.Number(number);
        else
            rows.Missing();
    }
}
