using System.Buffers;
using System.Text;

namespace MlNetShallow.Sample.Batch.Files;

/// <summary>A field of a tab-separated line. Tab, line feed, carriage return and backslash in it are written
/// \t, \n, \r and \\.</summary>
internal static class TsvField
{
    private static readonly SearchValues<char> Special = SearchValues.Create("\t\n\r\\");

    public static string Escape(string text) => !text.AsSpan().ContainsAny(Special)
        ? text
        : text.Replace(@"\", @"\\", StringComparison.Ordinal)
            .Replace("\t", @"\t", StringComparison.Ordinal)
            .Replace("\n", @"\n", StringComparison.Ordinal)
            .Replace("\r", @"\r", StringComparison.Ordinal);

    /// <summary>Undoes <see cref="Escape"/>. A backslash before any other character stands for itself.</summary>
    public static string Unescape(string text)
    {
        if (!text.Contains('\\', StringComparison.Ordinal))
            return text;
        var plain = new StringBuilder(text.Length);
        for (int i = 0; i < text.Length; i++)
        {
            char? escaped = text[i] != '\\' || i + 1 == text.Length ? null : text[i + 1] switch
            {
                't' => '\t',
                'n' => '\n',
                'r' => '\r',
                '\\' => '\\',
                _ => null,
            };
            plain.Append(escaped ?? text[i]);
            i += escaped is null ? 0 : 1;
        }

        return plain.ToString();
    }

    public static string[] Split(string line) => Array.ConvertAll(line.Split('\t'), Unescape);
}
