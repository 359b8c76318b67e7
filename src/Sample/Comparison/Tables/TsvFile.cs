using System.Globalization;
using MlNetShallow.Sample.Batch.Files;

namespace MlNetShallow.Sample.Comparison.Tables;

/// <summary>A comparison with all digits, for programs: a row for each trainer, in the order in which they were fitted. A field
/// is empty where there is nothing to tell.</summary>
internal static class TsvFile
{
    public static void Write(Stream stream, ComparisonResult result)
    {
        Figure[] figures = Figure.Of(result.Task);
        using StreamWriter writer = ComparisonFile.Text(stream);
        WriteRow(
            writer,
            ["trainer", "origin", "fits", .. figures.SelectMany(one => (string[])[one.Name, $"{one.Name}_deviation"]), "error"]);
        foreach (EntrantResult one in result.Entrants)
        {
            WriteRow(
                writer,
                [
                    one.Entrant.Name,
                    one.Entrant.Origin,
                    one.Fits.Count.ToString(CultureInfo.InvariantCulture),
                    .. figures.Select(figure => figure.Over(one)).SelectMany(
                        statistic => (string[])[Number(statistic?.Mean), Number(statistic?.Deviation)]),
                    one.Error ?? "",
                ]);
        }
    }

    private static void WriteRow(TextWriter writer, IEnumerable<string> fields)
        => writer.WriteLine(string.Join('\t', fields.Select(TsvField.Escape)));

    private static string Number(double? value)
        => value is { } number && !double.IsNaN(number) ? number.ToString("R", CultureInfo.InvariantCulture) : "";
}
