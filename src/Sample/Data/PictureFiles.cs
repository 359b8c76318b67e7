namespace MlNetShallow.Sample.Data;

/// <summary>The pictures that a folder holds.</summary>
internal static class PictureFiles
{
    public const string Kinds = "png, jpg, jpeg or bmp";

    private static readonly HashSet<string> Extensions =
        new(StringComparer.OrdinalIgnoreCase) { ".png", ".jpg", ".jpeg", ".bmp" };

    // Hidden files are left out; a folder that may not be read is an error, not an empty one.
    private static readonly EnumerationOptions Everywhere = new() { RecurseSubdirectories = true, IgnoreInaccessible = false };

    /// <summary>All pictures in the folder and the folders in it, as paths that start with <paramref name="folder"/>.</summary>
    public static IEnumerable<string> In(string folder)
        => Directory.EnumerateFiles(folder, "*", Everywhere).Where(IsPicture);

    /// <summary>Whether a file is a picture, by its extension.</summary>
    public static bool IsPicture(string file) => Extensions.Contains(Path.GetExtension(file));
}
