using System.IO.Enumeration;
using MlNetShallow.Data.Files;

namespace MlNetShallow.Data.Pictures;

/// <summary>The pictures that a folder holds.</summary>
internal static class PictureFiles
{
    public const string Kinds = "png, jpg, jpeg, bmp or webp";

    private static readonly HashSet<string> Extensions =
        new(StringComparer.OrdinalIgnoreCase) { ".png", ".jpg", ".jpeg", ".bmp", ".webp" };

    // Hidden files are left out; a folder that may not be read is an error, not an empty one.
    private static readonly EnumerationOptions Everywhere = new() { RecurseSubdirectories = true, IgnoreInaccessible = false };

    /// <summary>All pictures in the folder and the folders in it, as paths that start with <paramref name="folder"/>. Links to
    /// folders are followed, but none to a folder that it is in: its pictures would be there many times.</summary>
    public static IEnumerable<string> In(string folder)
    {
        string root = Path.GetFullPath(folder);
        return new FileSystemEnumerable<string>(
            folder, static (ref FileSystemEntry entry) => entry.ToSpecifiedFullPath(), Everywhere)
        {
            ShouldIncludePredicate = static (ref FileSystemEntry entry)
                => !entry.IsDirectory && IsPicture(entry.FileName.ToString()),
            ShouldRecursePredicate = (ref FileSystemEntry entry)
                => !entry.Attributes.HasFlag(FileAttributes.ReparsePoint) || !LeadsUp(entry.ToFullPath(), root),
        };
    }

    /// <summary>Whether a file is a picture, by its extension.</summary>
    public static bool IsPicture(string file) => Extensions.Contains(Path.GetExtension(file));

    // By way of other links, a folder above may be any of those that the path names.
    private static bool LeadsUp(string link, string root)
    {
        string target = RealPath.Of(link).TrimEnd(Path.DirectorySeparatorChar) + Path.DirectorySeparatorChar;
        for (string? above = Path.GetDirectoryName(link); above?.Length >= root.Length; above = Path.GetDirectoryName(above))
        {
            if ((RealPath.Of(above) + Path.DirectorySeparatorChar).StartsWith(target, StringComparison.Ordinal))
                return true;
        }

        return false;
    }
}
