namespace MlNetShallow.Data.Files;

/// <summary>Files that are read from their beginning to their end, and may be compressed.</summary>
internal static class InputFile
{
    /// <summary>What the name of a file ends with that is compressed.</summary>
    public const string Gzip = ".gz";

    /// <summary>Whether a file is compressed, by its extension.</summary>
    public static bool IsCompressed(string path) => path.EndsWith(Gzip, StringComparison.OrdinalIgnoreCase);

    /// <summary>The name of what is in the file.</summary>
    public static string NameOfContents(string path) => IsCompressed(path) ? path[..^Gzip.Length] : path;

    /// <summary>The extension of what is in the file, in lower case, with its dot.</summary>
    public static string ExtensionOf(string path) => Path.GetExtension(NameOfContents(path)).ToLowerInvariant();

    /// <summary>Opens what is in the file.</summary>
    public static Stream Open(string path) => Contents(
        path, new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0));

    /// <summary>What is in a file of that name.</summary>
    /// <param name="path">The name.</param>
    /// <param name="bytes">Its bytes; disposed of with what is returned.</param>
    public static Stream Contents(string path, Stream bytes)
        => IsCompressed(path) ? new GzipInput(bytes) : bytes;
}
