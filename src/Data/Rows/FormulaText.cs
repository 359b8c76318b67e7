using System.Buffers;
using System.Globalization;

namespace MlNetShallow.Data.Rows;

/// <summary>Texts that a spreadsheet would take for a formula when it opens a table, and run.</summary>
/// <remarks>After OWASP, "CSV Injection": a cell that begins with one of these characters gets an apostrophe before it.</remarks>
internal static class FormulaText
{
    private static readonly SearchValues<char> Starts = SearchValues.Create("=+-@\t\r\uff1d\uff0b\uff0d\uff20");

    /// <summary>The text, with an apostrophe before it where it begins as a formula does and is no number.</summary>
    public static string Escape(string text)
        => text.Length > 0 && Starts.Contains(text[0])
            && !float.TryParse(text, NumberStyles.Float & ~NumberStyles.AllowLeadingWhite, CultureInfo.InvariantCulture, out _)
            ? "'" + text
            : text;
}
