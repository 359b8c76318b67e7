using System.Formats.Tar;

namespace MlNetShallow.Serialization;

/// <summary>Keeps a file that is written from taking the place of what is no file: a device, a pipe, a socket, or what a process
/// has open.</summary>
internal static class ReplaceableFile
{
    // As many as Linux follows.
    private const int MostLinks = 40;

    /// <summary>Refuses to write what is no regular file, nor a link to one.</summary>
    /// <exception cref="IOException">It is there and is something else.</exception>
    public static void Check(string path)
    {
        if (OtherKind(path) is { } kind)
            throw new IOException($"The output '{path}' is {kind}; only a regular file is ever written or replaced.");
    }

    /// <summary>What a path leads to that is no regular file; null for one, for a folder and for nothing.</summary>
    public static string? OtherKind(string path)
    {
        if (OperatingSystem.IsWindows())
            return null;
        string full = Path.GetFullPath(path);
        for (int links = 0; links < MostLinks; links++)
        {
            if (full.StartsWith("/proc/", StringComparison.Ordinal) && (links > 0 || File.Exists(full)))
                return "a file that a process has open, such as its standard output";
            var file = new FileInfo(full);
            if (file.LinkTarget is not { } target)
                return file is { Exists: true, Length: 0 } ? KindOf(full) : null;
            full = Path.GetFullPath(target, Path.GetDirectoryName(full)!);
        }

        return null;
    }

    // To open a pipe waits for who is at its other end, and .NET tells what a file is in one place alone: in an archive.
    private static string? KindOf(string empty)
    {
        using var archive = new MemoryStream();
        try
        {
            using var writer = new TarWriter(archive, TarEntryFormat.Pax, leaveOpen: true);
            writer.WriteEntry(empty, "file");
        }
        catch (UnauthorizedAccessException)
        {
            return null;
        }
        catch (IOException)
        {
            return "a socket, or a file that another program holds";
        }

        archive.Position = 0;
        using var reader = new TarReader(archive);
        return reader.GetNextEntry()?.EntryType switch
        {
            TarEntryType.CharacterDevice or TarEntryType.BlockDevice => "a device",
            TarEntryType.Fifo => "a pipe",
            _ => null,
        };
    }
}
