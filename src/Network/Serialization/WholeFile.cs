namespace MlNetShallow.Serialization;

/// <summary>Files that are there as a whole or not at all.</summary>
internal static class WholeFile
{
    private const int GuidLength = 32;

    private static readonly TimeSpan LongestMove = TimeSpan.FromMinutes(1);

    /// <summary>Writes a file beside its place, and moves it there when it is complete and on the disk.</summary>
    /// <param name="path">Its place.</param>
    /// <param name="write">Writes it.</param>
    /// <param name="overwrite">Whether a file that is there is replaced.</param>
    /// <exception cref="IOException">It could not be written, or what is there is no regular file; what was there is as it
    /// was.</exception>
    public static void Write(string path, Action<Stream> write, bool overwrite = true)
    {
        ReplaceableFile.Check(path);
        DeleteLeftovers(path);
        string temporary = TemporaryName(path);
        try
        {
            // While it is open nobody else takes it for a leftover.
            using (var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None))
            {
                write(stream);
                // Else a power cut could leave the name with half of it.
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite);
        }
        finally
        {
            // Where all went well there is none any more.
            File.Delete(temporary);
        }
    }

    /// <summary>A name beside a file that no other has.</summary>
    public static string TemporaryName(string path) => $"{path}.{Guid.NewGuid():N}.tmp";

    /// <summary>Deletes what writes of this file have left that were killed: files with a temporary name that nobody has open, and
    /// that are too old to be about to be moved.</summary>
    public static void DeleteLeftovers(string path)
    {
        string full = Path.GetFullPath(path);
        if (Path.GetDirectoryName(full) is not { } folder || !Directory.Exists(folder))
            return;
        string start = Path.GetFileName(full) + ".";
        const string End = ".tmp";
        foreach (string file in Directory.EnumerateFiles(folder, "*" + End))
        {
            string name = Path.GetFileName(file);
            if (name.Length == start.Length + GuidLength + End.Length && name.StartsWith(start, StringComparison.Ordinal)
                && Guid.TryParseExact(name.AsSpan(start.Length, GuidLength), "N", out _)
                && DateTime.UtcNow - File.GetLastWriteTimeUtc(file) > LongestMove)
                TryDelete(file);
        }
    }

    private static void TryDelete(string file)
    {
        try
        {
            using (new FileStream(file, FileMode.Open, FileAccess.Write, FileShare.None))
            {
            }

            File.Delete(file);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Somebody writes it, or it is not ours to delete.
        }
    }
}
