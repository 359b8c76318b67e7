using System.Globalization;
using System.Text;
using MlNetShallow.Sample.Models;

namespace MlNetShallow.Sample.Output;

/// <summary>Scored pictures as tab-separated lines, in UTF-8.</summary>
internal static class ScoreTable
{
    /// <summary>Writes a line for each picture as it comes.</summary>
    /// <param name="stream">Takes the lines.</param>
    /// <param name="scoreNames">What the scores are called.</param>
    /// <param name="pictures">The pictures.</param>
    /// <returns>How many of them could not be read.</returns>
    public static int Write(Stream stream, string[] scoreNames, IEnumerable<ScoredPicture> pictures)
    {
        using var writer = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true)
        {
            NewLine = "\n",
        };
        writer.WriteLine(string.Join(
            '\t', (string[])["input", "predicted_label", "probability", .. scoreNames.Select(OneField), "error"]));
        int failed = 0;
        foreach (ScoredPicture picture in pictures)
        {
            writer.WriteLine(string.Join('\t', Fields(picture, scoreNames.Length)));
            failed += picture.Error is null ? 0 : 1;
        }

        return failed;
    }

    private static string[] Fields(ScoredPicture picture, int scores)
    {
        string input = OneField(picture.Path);
        return picture.Prediction is { } prediction
            ? [input, OneField(prediction.Label), Format(prediction.Probability), .. prediction.Scores.Select(Format), ""]
            : [input, "", "", .. Enumerable.Repeat("", scores), OneField(ErrorLine.Of(picture.Error!))];
    }

    // The shortest digits that read back as the same number.
    private static string Format(float value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static string OneField(string text)
        => text.Replace("\t", @"\t", StringComparison.Ordinal)
            .Replace("\n", @"\n", StringComparison.Ordinal)
            .Replace("\r", @"\r", StringComparison.Ordinal);
}
