namespace MlNetShallow.Batch.Inputs;

/// <summary>Pictures that are given by their paths.</summary>
internal sealed class GivenPaths(string source, IEnumerable<string> paths) : IPathListing
{
    public string Source => source;

    public IReadOnlyList<string> Columns => [];

    public IEnumerable<InputItem> List() => paths.Select(path => new InputItem(path, []));
}
