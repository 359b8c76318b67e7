namespace MlNetShallow.Data.Files;

/// <summary>Paths without links in them.</summary>
internal static class RealPath
{
    // As many as Linux follows.
    private const int MostLinks = 40;

    /// <summary>The path of a folder or file, which need not be there, with every link on the way followed.</summary>
    /// <exception cref="IOException">The links on the way lead round in a circle.</exception>
    public static string Of(string folder) => Of(folder, links: 0);

    private static string Of(string folder, int links)
    {
        if (links > MostLinks)
            throw new IOException($"'{folder}' leads through more than {MostLinks} links.");
        string full = Path.GetFullPath(folder);
        string real = Path.GetPathRoot(full)!;
        foreach (string name in full[real.Length..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries))
        {
            var next = new DirectoryInfo(Path.Join(real, name));
            // One link at a time: the target may lie behind others.
            real = next.LinkTarget is { } target ? Of(Path.GetFullPath(target, real), links + 1) : next.FullName;
        }

        return real;
    }
}
