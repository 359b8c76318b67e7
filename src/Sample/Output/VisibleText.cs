using System.Globalization;
using System.Text;

namespace MlNetShallow.Sample.Output;

/// <summary>Text that cannot move a terminal's cursor, colour it or hide what it says: names of files and columns come from
/// anybody.</summary>
internal static class VisibleText
{
    /// <summary>Writes control characters, line feed and tab left out, and marks that turn the direction of text as \u001b and so
    /// on.</summary>
    public static string Of(string text)
    {
        StringBuilder? visible = null;
        for (int i = 0; i < text.Length; i++)
        {
            bool isLineEnd = text[i] == '\r' && i + 1 < text.Length && text[i + 1] == '\n';
            if (!isLineEnd && IsHidden(text[i]))
            {
                visible ??= new StringBuilder(text, 0, i, text.Length + 16);
                visible.Append(CultureInfo.InvariantCulture, $"\\u{(int)text[i]:x4}");
            }
            else
            {
                visible?.Append(text[i]);
            }
        }

        return visible?.ToString() ?? text;
    }

    private static bool IsHidden(char unit) => unit switch
    {
        '\n' or '\t' => false,
        >= '\u202a' and <= '\u202e' or >= '\u2066' and <= '\u2069' => true,
        _ => char.IsControl(unit),
    };
}
