namespace MlNetShallow.Sample.Output;

/// <summary>Texts on a terminal of some width.</summary>
internal static class TextFlow
{
    private const string Gap = "   ";

    /// <summary>Items in lines of at most <paramref name="width"/> characters; an item that is longer is cut.</summary>
    public static string[] Lines(IEnumerable<string> items, int width)
    {
        List<string> lines = [];
        foreach (string item in items)
        {
            if (lines.Count > 0 && lines[^1].Length + Gap.Length + item.Length <= width)
                lines[^1] += Gap + item;
            else
                lines.Add(Cut(item, width));
        }

        return [.. lines];
    }

    public static string Cut(string text, int width) => string.Concat(text.Take(width));
}
