using System.Text;

namespace MlNetShallow.Batch.Inputs;

/// <summary>Paths, one to a line, or with NUL characters between them as <c>find -print0</c> has it. A line may stand in quotes, with
/// those in it doubled. Empty lines are left out.</summary>
internal sealed class PathLines(string source, Func<Stream> open) : IPathListing
{
    private const char Nul = '\0';
    private const char Quote = '"';

    public string Source => source;

    public IReadOnlyList<string> Columns => [];

    public IEnumerable<InputItem> List()
    {
        using var reader = new StreamReader(open());
        var buffer = new char[1 << 12];
        var path = new StringBuilder();
        bool? hasNuls = null;
        for (int read; (read = reader.Read(buffer, 0, buffer.Length)) > 0;)
        {
            path.Append(buffer, 0, read);
            // A name may hold a line feed, but never a NUL: one in the first of them says what parts them all.
            hasNuls ??= Array.IndexOf(buffer, Nul, 0, read) >= 0 ? true : Array.IndexOf(buffer, '\n', 0, read) >= 0 ? false : null;
            if (hasNuls is not { } isNul)
                continue;
            string text = path.ToString();
            int start = 0;
            for (int end; (end = text.IndexOf(isNul ? Nul : '\n', start)) >= 0; start = end + 1)
            {
                if (Take(text.AsSpan(start, end - start), isNul) is { } item)
                    yield return item;
            }

            path.Clear().Append(text, start, text.Length - start);
        }

        if (Take(path.ToString(), hasNuls ?? false) is { } last)
            yield return last;
    }

    private static InputItem? Take(ReadOnlySpan<char> path, bool hasNuls)
    {
        if (!hasNuls)
        {
            path = path.TrimEnd('\r');
            if (path.Length > 1 && path[0] == Quote && path[^1] == Quote)
                return new InputItem(path[1..^1].ToString().Replace("\"\"", "\"", StringComparison.Ordinal), []);
        }

        return path.IsEmpty ? null : new InputItem(path.ToString(), []);
    }
}
