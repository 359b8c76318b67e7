using System.Buffers;

namespace MlNetShallow.Pixels;

/// <summary>Reads the files of pictures.</summary>
internal static class PictureFile
{
    /// <summary>Decodes a file's picture.</summary>
    /// <param name="path">The file; links to it are followed.</param>
    /// <param name="reader">Decodes it.</param>
    /// <param name="limits">Are checked before the file is read.</param>
    /// <exception cref="FormatException">It is no picture that can be read.</exception>
    /// <exception cref="FileNotFoundException">It does not exist.</exception>
    public static ReadOnlySpan<byte> Decode(string path, ImageReader reader, PictureLimits limits)
    {
        CheckThatItIsAFile(path);
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        limits.CheckLength(stream.Length);
        int length = (int)stream.Length;
        byte[] content;
        try
        {
            content = ArrayPool<byte>.Shared.Rent(length);
        }
        catch (OutOfMemoryException exception)
        {
            throw new FormatException($"there is not enough memory for its {length} bytes", exception);
        }

        try
        {
            // A file that has become shorter meanwhile is truncated, as any other.
            int read = stream.ReadAtLeast(content.AsSpan(0, length), length, throwOnEndOfStream: false);
            return reader.Decode(content.AsSpan(0, read));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(content);
        }
    }

    // To open a pipe waits for who writes into it, and to open a device may do anything. Neither has a length.
    private static void CheckThatItIsAFile(string path)
    {
        FileSystemInfo file = new FileInfo(path);
        if (file.LinkTarget is not null)
            file = file.ResolveLinkTarget(returnFinalTarget: true) ?? file;
        if (Directory.Exists(file.FullName))
            throw new FormatException("it is a folder");
        if (file is FileInfo { Length: 0 })
            throw new FormatException("it is empty, or a pipe, a socket or a device");
    }
}
