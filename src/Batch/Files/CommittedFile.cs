using MlNetShallow.Serialization;

namespace MlNetShallow.Batch.Files;

/// <summary>Files that are complete or absent: written under a temporary name, on the disk before they get their own.</summary>
/// <remarks>For one writer of a name at a time.</remarks>
internal static class CommittedFile
{
    private const string Suffix = ".tmp";
    private const int BufferBytes = 1 << 16;

    /// <summary>Writes a file in place of the one that may be there.</summary>
    public static void Write(string path, Action<Stream> write)
    {
        using (FileStream stream = Create(path))
        {
            // Never disposed: of a write that failed it would make another.
            var buffer = new BufferedStream(stream, BufferBytes);
            write(buffer);
            buffer.Flush();
            stream.Flush(flushToDisk: true);
        }

        Commit(path);
    }

    /// <summary>Starts a file under its temporary name. It has no buffer, so that closing it writes nothing.</summary>
    public static FileStream Create(string path)
        => new(path + Suffix, FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 0);

    /// <summary>Gives a file that was written, flushed to the disk and closed its name.</summary>
    public static void Commit(string path) => Commit(path, path);

    /// <summary>Gives it the name of another file.</summary>
    public static void Commit(string path, string name)
    {
        ReplaceableFile.Check(name);
        File.Move(path + Suffix, name, overwrite: true);
    }
}
