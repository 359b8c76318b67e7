namespace MlNetShallow.Serialization;

/// <summary>Files that are there as a whole or not at all.</summary>
internal static class WholeFile
{
    /// <summary>Writes a file beside its place, and moves it there when it is complete and on the disk.</summary>
    /// <param name="path">Its place.</param>
    /// <param name="write">Writes it.</param>
    /// <param name="overwrite">Whether a file that is there is replaced.</param>
    /// <exception cref="IOException">It could not be written; one that was there is as it was.</exception>
    public static void Write(string path, Action<Stream> write, bool overwrite = true)
    {
        string temporary = TemporaryName(path);
        try
        {
            using (FileStream stream = File.Create(temporary))
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
}
