using System.IO.Compression;

namespace MlNetShallow.Serialization;

/// <summary>
/// Networks as files, without ML.NET: the bytes that <see cref="NetworkFormat.Write"/> gives, or a model that ML.NET's
/// <c>Model.Save</c> wrote, which has them within. Of such a model only the network is read; what the pipeline does before,
/// such as decoding pictures, is the caller's. Thread-safe.
/// </summary>
/// <remarks>
/// Unlike ML.NET's <c>Model.Load</c>, which runs code that a model names, this is for files from anybody: no length in a file is
/// believed, and of a model at most 64 MiB and 8 bytes for each byte of the file are decompressed.
/// </remarks>
public static class NetworkFile
{
    private static ReadOnlySpan<byte> ZipSignature => "PK"u8;

    /// <summary>Reads a network from a file.</summary>
    /// <param name="path">The file: a saved model, or the bytes of <see cref="NetworkFormat"/>.</param>
    /// <returns>The network; of a model with several, the last.</returns>
    /// <exception cref="FormatException">The file holds no network, is cut off or changed, decompresses to more than is read, has
    /// a weight that is no finite number, or comes from a later version; the message names the file.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static StoredNetwork Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return Read(File.ReadAllBytes(path), path);
    }

    /// <summary>Reads a network from the bytes of a file.</summary>
    internal static StoredNetwork Read(byte[] bytes, string path)
    {
        try
        {
            return bytes.AsSpan().StartsWith(ZipSignature) ? ReadModel(bytes) : NetworkFormat.Read(bytes);
        }
        catch (Exception exception) when (
            exception is FormatException or InvalidDataException or IOException or NotSupportedException or ArgumentException)
        {
            throw new FormatException($"The network in '{path}' cannot be read: {exception.Message}", exception);
        }
    }

    private static StoredNetwork ReadModel(byte[] bytes)
    {
        using var archive = new ZipArchive(new MemoryStream(bytes), ZipArchiveMode.Read);
        var budget = new DecompressionBudget(bytes.Length);
        for (int i = archive.Entries.Count - 1; i >= 0; i--)
        {
            ZipArchiveEntry entry = archive.Entries[i];
            bool isMap = entry.Name == NetworkText.EntryName;
            if (!isMap && entry.Name != NetworkText.StageName)
                continue;
            using Stream content = entry.Open();
            ArraySegment<byte> unpacked = budget.Read(content, $"its entry '{entry.FullName}'");
            ArraySegment<byte>? network = isMap
                ? NetworkText.FindLast(unpacked, budget)
                : NetworkText.FindLastWide(unpacked) is { } wide ? wide : default(ArraySegment<byte>?);
            if (network is { } found)
                return NetworkFormat.Read(found);
        }

        throw new FormatException("it is a zip file with no network of MlNetShallow in it.");
    }
}
