namespace MlNetShallow.Sample.Batch.Inputs;

/// <summary>A table with a column of paths; its other columns go to the output as they are.</summary>
internal sealed class PathTable : IPathListing
{
    private readonly string _file;
    private readonly int _path;

    /// <exception cref="InvalidDataException">It has no such column.</exception>
    public PathTable(string file, string pathColumn)
    {
        _file = file;
        using var table = new TableReader(file);
        _path = Array.IndexOf(table.Columns, pathColumn);
        if (_path < 0)
        {
            throw new InvalidDataException($"The list '{file}' has no column '{pathColumn}' with the paths; its columns are: "
                + $"{string.Join(", ", table.Columns)}. --path-column names another.");
        }

        Columns = [.. table.Columns.Where((_, i) => i != _path)];
    }

    public string Source => _file;

    public IReadOnlyList<string> Columns { get; }

    public IEnumerable<InputItem> List()
    {
        using var table = new TableReader(_file);
        while (table.Read() is { } fields)
            yield return new InputItem(fields[_path], [.. fields.Where((_, i) => i != _path)]);
    }
}
