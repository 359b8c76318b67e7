using System.Globalization;
using System.Text.RegularExpressions;

namespace MlNetShallow.Docs.Tests;

/// <summary>Compares what a page says that something prints with what it does print.</summary>
/// <remarks>
/// A line of three dots stands for any lines, three dots at the end of a line for the rest of it. Words and whole numbers must be
/// the same. Numbers with a decimal point may differ by <see cref="Tolerance"/>, absolute or relative: decoders of JPEG differ by
/// a level of 255, processors in the last bit of a sum, and training makes more of that.
/// </remarks>
internal static partial class ToldOutput
{
    public const double Tolerance = 0.03;

    private const string Dots = "...";

    public static void AssertIs(IReadOnlyList<string> told, string printed)
    {
        string[] lines = printed.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');
        Assert.True(
            Matches([.. told], lines), $"The page says:\n{string.Join('\n', told)}\n\nPrinted is:\n{string.Join('\n', lines)}");
    }

    public static bool Matches(ReadOnlySpan<string> told, ReadOnlySpan<string> printed)
    {
        if (told.IsEmpty)
            return printed.IsEmpty;
        if (told[0].Trim() != Dots)
            return !printed.IsEmpty && IsSameLine(told[0], printed[0]) && Matches(told[1..], printed[1..]);
        for (int skipped = 0; skipped <= printed.Length; skipped++)
        {
            if (Matches(told[1..], printed[skipped..]))
                return true;
        }

        return false;
    }

    private static bool IsSameLine(string told, string printed)
    {
        bool hasRest = told.EndsWith(Dots, StringComparison.Ordinal);
        string[] words = Decimals().Split(told.AsSpan().TrimEnd(hasRest ? ". " : " ").ToString());
        string[] printedWords = Decimals().Split(printed.TrimEnd());
        bool isSame = hasRest
            ? words.Length <= printedWords.Length && words.SkipLast(1).SequenceEqual(printedWords.Take(words.Length - 1))
                && printedWords[words.Length - 1].StartsWith(words[^1], StringComparison.Ordinal)
            : words.SequenceEqual(printedWords);
        return isSame && Numbers(told).Zip(Numbers(printed)).All(pair => IsNear(pair.First, pair.Second));
    }

    private static bool IsNear(double told, double printed)
        => Math.Abs(told - printed) <= Tolerance * Math.Max(1, Math.Abs(told));

    private static IEnumerable<double> Numbers(string line)
        => Decimals().Matches(line).Select(match => double.Parse(match.Value, CultureInfo.InvariantCulture));

    [GeneratedRegex(@"-?\b\d+\.\d+(?:[eE][+-]?\d+)?\b")]
    private static partial Regex Decimals();
}
