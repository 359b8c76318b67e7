using MlNetShallow.Data.Files;
using MlNetShallow.Data.Pictures;
using MlNetShallow.Serialization;

namespace MlNetShallow.Sample.Output;

/// <summary>Files that a command is told to write, and that it would lose something by.</summary>
internal static class SharedFiles
{
    private static readonly StringComparison Comparison = OperatingSystem.IsWindows() || OperatingSystem.IsMacOS()
        ? StringComparison.OrdinalIgnoreCase
        : StringComparison.Ordinal;

    /// <summary>Refuses to write over what is no regular file, to write what is read, and to write two things into one file, by
    /// whatever ways paths lead there. (Of two hard links to a file one may be written: a file is replaced, and the other link keeps
    /// what it has.)</summary>
    /// <param name="writes">The files to write, and what each is, to follow "The output 'x' is".</param>
    /// <param name="reads">The files and folders to read, with the same.</param>
    /// <exception cref="IOException">A file is written that is read or written already, or is a device, say.</exception>
    public static void Refuse(
        IReadOnlyList<(string Path, string What)> writes, IReadOnlyList<(string Path, string What)> reads)
    {
        for (int i = 0; i < writes.Count; i++)
        {
            string path = writes[i].Path;
            ReplaceableFile.Check(path);
            string real = RealPath.Of(path);
            foreach ((string other, string what) in writes.Skip(i + 1).Concat(reads))
            {
                if (string.Equals(real, RealPath.Of(other), Comparison))
                    throw new IOException($"The output '{path}' is {what}.");
            }

            if (PictureFiles.IsPicture(path) && File.Exists(path) && reads.Any(read => IsWithin(real, read.Path)))
                throw new IOException($"The output '{path}' is one of the pictures that are read.");
        }
    }

    private static bool IsWithin(string real, string folder)
    {
        char end = Path.DirectorySeparatorChar;
        return Directory.Exists(folder) && real.StartsWith(RealPath.Of(folder).TrimEnd(end) + end, Comparison);
    }
}
