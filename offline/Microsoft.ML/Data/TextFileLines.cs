using System.Text;

namespace Microsoft.ML.Data;

/// <summary>The lines of a text file, without empty ones and comments, as fields.</summary>
internal sealed class TextFileLines(string path, TextLoader.Options options) : IEnumerable<string[]>
{
    private readonly char _separator = options.Separators.Single();

    public IEnumerator<string[]> GetEnumerator()
    {
        using var reader = new StreamReader(path);
        while (reader.ReadLine() is { } line)
        {
            if (line.Length > 0 && !line.StartsWith("//", StringComparison.Ordinal))
                yield return Split(line, reader);
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private string[] Split(string line, StreamReader reader)
    {
        var fields = new List<string>();
        for (int i = 0; i <= line.Length; i++)
        {
            while (i < line.Length && line[i] == ' ')
                i++;
            if (options.AllowQuoting && i < line.Length && line[i] == '"')
            {
                fields.Add(Quoted(ref line, ref i, reader));
                continue;
            }

            int end = line.IndexOf(_separator, i);
            end = end < 0 ? line.Length : end;
            fields.Add(line[i..end]);
            i = end;
        }

        return [.. fields];
    }

    /// <summary>Reads from the opening quote to the separator; a field may go on in the next line.</summary>
    private string Quoted(ref string line, ref int i, StreamReader reader)
    {
        var field = new StringBuilder();
        for (i++; ; i++)
        {
            if (i >= line.Length)
            {
                string? next = options.ReadMultilines ? reader.ReadLine() : null;
                if (next is null)
                    throw new EndOfStreamException("A quoted field was never closed.");
                field.Append('\n');
                (line, i) = (next, -1);
            }
            else if (line[i] != '"')
            {
                field.Append(line[i]);
            }
            else if (i + 1 < line.Length && line[i + 1] == '"')
            {
                field.Append('"');
                i++;
            }
            else
            {
                break;
            }
        }

        // What follows the closing quote, but for spaces, is wrong: the field is then empty, as in ML.NET.
        int end = line.IndexOf(_separator, i);
        end = end < 0 ? line.Length : end;
        bool isWrong = line[(i + 1)..end].Trim(' ') != "";
        i = end;
        return isWrong ? "" : field.ToString();
    }
}
