using System.IO.Enumeration;
using MlNetShallow.Data.Files;
using MlNetShallow.Data.Pictures;

namespace MlNetShallow.Batch.Inputs;

/// <summary>The pictures in a folder and the folders below it, in the ordinal order of their paths. Links to folders are
/// followed. In memory are the names of one folder at a time and of those above it.</summary>
/// <param name="folder">The folder.</param>
/// <param name="glob">Which files are taken; null for those that end as pictures do.</param>
/// <param name="warn">Is told what is left out.</param>
internal sealed class PictureFolder(string folder, Glob? glob, Action<string> warn) : IPathListing
{
    // Hidden files are left out; a folder that may not be read is an error, not an empty one.
    private static readonly EnumerationOptions Here = new() { IgnoreInaccessible = false };

    public string Source => folder;

    public IReadOnlyList<string> Columns => [];

    public IEnumerable<InputItem> List() => Walk(folder, relative: "", [RealPath.Of(folder)]);

    private IEnumerable<InputItem> Walk(string path, string relative, List<string> above)
    {
        foreach (Entry entry in Entries(path))
        {
            string file = Path.Join(path, entry.Name), below = relative + entry.Name;
            if (!entry.IsFolder)
            {
                if (glob?.Matches(below) ?? PictureFiles.IsPicture(file))
                    yield return new InputItem(file, []);
                continue;
            }

            string real = entry.IsLink ? RealPath.Of(file) : Path.Join(above[^1], entry.Name);
            if (entry.IsLink && above.Exists(upper => upper == real))
            {
                warn($"The folder '{file}' links to '{real}' above it; it is not entered again.");
                continue;
            }

            above.Add(real);
            foreach (InputItem item in Walk(file, below + "/", above))
                yield return item;
            above.RemoveAt(above.Count - 1);
        }
    }

    // A folder sorts as its name with a slash: that is the order of the paths in it among those of the files beside it.
    private static Entry[] Entries(string path)
    {
        Entry[] entries =
        [
            .. new FileSystemEnumerable<Entry>(
                path,
                static (ref FileSystemEntry entry) => new Entry(
                    entry.FileName.ToString(),
                    entry.IsDirectory,
                    entry.IsDirectory && entry.Attributes.HasFlag(FileAttributes.ReparsePoint)),
                Here),
        ];
        Array.Sort(entries, static (a, b) => string.CompareOrdinal(a.SortName, b.SortName));
        return entries;
    }

    private readonly record struct Entry(string Name, bool IsFolder, bool IsLink)
    {
        public string SortName => IsFolder ? Name + Path.DirectorySeparatorChar : Name;
    }
}
