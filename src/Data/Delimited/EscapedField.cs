using System.Buffers;

namespace MlNetShallow.Data.Delimited;

/// <summary>A field of a tab-separated line. Tab, line feed, carriage return and backslash in it are written
/// \t, \n, \r and \\.</summary>
internal static class EscapedField
{
    private static readonly SearchValues<char> Special = SearchValues.Create("\t\n\r\\");

    public static void Escape(ReadOnlySpan<char> text, IBufferWriter<char> to)
    {
        for (int next; (next = text.IndexOfAny(Special)) >= 0; text = text[(next + 1)..])
        {
            to.Write(text[..next]);
            to.Write(text[next] switch
            {
                '\t' => @"\t",
                '\n' => @"\n",
                '\r' => @"\r",
                _ => @"\\",
            });
        }

        to.Write(text);
    }

    /// <summary>Undoes <see cref="Escape"/>. A backslash before any other character stands for itself.</summary>
    /// <param name="field">The field.</param>
    /// <param name="buffer">Takes what it means where it does not stand there as it is.</param>
    public static ReadOnlySpan<char> Unescape(ReadOnlySpan<char> field, ref char[] buffer)
    {
        if (!field.Contains('\\'))
            return field;
        if (buffer.Length < field.Length)
            buffer = new char[field.Length];
        int length = 0;
        for (int i = 0; i < field.Length; i++)
        {
            char? escaped = field[i] != '\\' || i + 1 == field.Length ? null : field[i + 1] switch
            {
                't' => '\t',
                'n' => '\n',
                'r' => '\r',
                '\\' => '\\',
                _ => null,
            };
            buffer[length++] = escaped ?? field[i];
            i += escaped is null ? 0 : 1;
        }

        return buffer.AsSpan(0, length);
    }
}
