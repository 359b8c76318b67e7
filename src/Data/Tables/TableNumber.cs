using System.Buffers;
using System.Globalization;
using System.Text.RegularExpressions;

namespace MlNetShallow.Data.Tables;

/// <summary>A number in a table of text, in the invariant culture and correctly rounded to single precision. White space around
/// it does not count.</summary>
internal static partial class TableNumber
{
    // TextLoader, too, takes these for a missing number, where it is told that an empty field is one.
    private static readonly HashSet<string> Missing = new(StringComparer.OrdinalIgnoreCase) { "", "?", "na", "nan", "null" };

    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> MissingSpans =
        Missing.GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly SearchValues<char> Signs = SearchValues.Create(",%$€£'\u00a0\u202f ");

    /// <summary>Whether a text stands for a number that is missing.</summary>
    public static bool IsMissing(ReadOnlySpan<char> text) => MissingSpans.Contains(text.Trim());

    /// <summary>Reads a number; one that is missing is NaN.</summary>
    /// <returns>Whether the text is either.</returns>
    public static bool TryRead(ReadOnlySpan<char> text, out float number)
    {
        text = text.Trim();
        if (float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number))
            return true;
        number = float.NaN;
        return IsMissing(text);
    }

    /// <summary>Whether a text is a number as people and spreadsheets write it, and none here: with a decimal comma, separators of
    /// thousands, a sign of a currency, or in percent.</summary>
    public static bool IsShown(ReadOnlySpan<char> text) => text.ContainsAny(Signs) && Shown().IsMatch(text);

    [GeneratedRegex(@"^[-+(]?\s?[$€£]?\s?\d[\d.,'\u00a0\u202f ]*\s?[%$€£]?\)?$", RegexOptions.CultureInvariant)]
    private static partial Regex Shown();
}
