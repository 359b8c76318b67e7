namespace MlNetShallow.Sample.Tests;

/// <summary>A folder for one test, deleted with all it holds.</summary>
public sealed class TemporaryFolder : IDisposable
{
    public TemporaryFolder() => Path = Directory.CreateTempSubdirectory("mlnetshallow-").FullName;

    public string Path { get; }

    /// <summary>The names of all that it holds.</summary>
    public string[] Entries => [.. new DirectoryInfo(Path).EnumerateFileSystemInfos().Select(entry => entry.Name).Order()];

    public string this[params string[] names] => System.IO.Path.Combine([Path, .. names]);

    /// <summary>Copies pictures into the folder of a class of a set.</summary>
    /// <returns>The set's folder.</returns>
    public string AddClass(string set, string name, params string[] sources)
    {
        string folder = Directory.CreateDirectory(this[set, name]).FullName;
        foreach (string source in sources)
            File.Copy(source, System.IO.Path.Combine(folder, System.IO.Path.GetFileName(source)));
        return this[set];
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
