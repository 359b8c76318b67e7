using MlNetShallow.Data.Rows;

namespace MlNetShallow.Batch.Inputs;

/// <summary>A table with a column of paths; its other columns go to the output as they are.</summary>
internal sealed class PathTable : IPathListing
{
    private readonly string _file;
    private readonly int _path;

    /// <exception cref="InvalidDataException">It has no such column.</exception>
    public PathTable(string file, string pathColumn)
    {
        _file = file;
        using RowReader table = Open();
        string[] columns = [.. table.Columns];
        _path = Array.IndexOf(columns, pathColumn);
        if (_path < 0)
        {
            throw new InvalidDataException($"The list '{file}' has no column '{pathColumn}' with the paths; its columns are: "
                + $"{string.Join(", ", columns)}. ScoringInputs.pathColumn names another.");
        }

        Columns = [.. columns.Where((_, i) => i != _path)];
    }

    public string Source => _file;

    public IReadOnlyList<string> Columns { get; }

    public IEnumerable<InputItem> List()
    {
        int[] others = [.. Enumerable.Range(0, Columns.Count + 1).Where(place => place != _path)];
        using RowReader table = Open();
        while (table.Read())
            yield return new InputItem(table[_path].ToString(), Array.ConvertAll(others, place => table[place].ToString()));
    }

    private RowReader Open() => RowFile.OpenList(_file);
}
