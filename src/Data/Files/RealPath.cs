namespace MlNetShallow.Data.Files;

/// <summary>Paths without links in them.</summary>
internal static class RealPath
{
    /// <summary>The path of a folder with every link on the way followed.</summary>
    public static string Of(string folder)
    {
        string full = Path.GetFullPath(folder);
        string real = Path.GetPathRoot(full)!;
        foreach (string name in full[real.Length..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries))
        {
            var next = new DirectoryInfo(Path.Join(real, name));
            // One link at a time: the target may lie behind others.
            real = next.LinkTarget is { } target ? Of(Path.GetFullPath(target, real)) : next.FullName;
        }

        return real;
    }
}
