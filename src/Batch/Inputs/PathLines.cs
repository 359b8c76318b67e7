namespace MlNetShallow.Batch.Inputs;

/// <summary>Paths, one to a line. Empty lines are left out.</summary>
internal sealed class PathLines(string source, Func<TextReader> open) : IPathListing
{
    public string Source => source;

    public IReadOnlyList<string> Columns => [];

    public IEnumerable<InputItem> List()
    {
        using TextReader reader = open();
        while (reader.ReadLine() is { } line)
        {
            if (line.Length > 0)
                yield return new InputItem(line, []);
        }
    }
}
