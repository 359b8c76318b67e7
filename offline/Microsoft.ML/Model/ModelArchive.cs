using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;

namespace Microsoft.ML;

/// <summary>
/// The zip file of a saved model: one entry with a checksum, and notices that tell ML.NET and whoever opens the file what it is.
/// </summary>
internal static class ModelArchive
{
    private const string ContentEntry = "offline-subset/model.bin";
    private const string MlNetVersionEntry = "TrainingInfo/Version.txt";

    internal static void Write(Stream stream, byte[] content)
    {
        using var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true);
        WriteEntry("README.txt", Encoding.UTF8.GetBytes(MlNetNotice.Text + ".\n"));
        WriteEntry(MlNetNotice.EntryName, MlNetNotice.GetBytes());
        WriteEntry(ContentEntry, [.. SHA256.HashData(content), .. content]);

        void WriteEntry(string name, byte[] bytes)
        {
            using Stream entry = archive.CreateEntry(name).Open();
            entry.Write(bytes);
        }
    }

    internal static byte[] Read(Stream stream)
    {
        using ZipArchive archive = Open(stream);
        ZipArchiveEntry entry = archive.GetEntry(ContentEntry) ?? throw Foreign(archive);
        using var bytes = new MemoryStream();
        using (Stream content = entry.Open())
            content.CopyTo(bytes);

        byte[] saved = bytes.ToArray();
        int checksumSize = Math.Min(SHA256.HashSizeInBytes, saved.Length);
        byte[] model = saved[checksumSize..];
        if (!SHA256.HashData(model).AsSpan().SequenceEqual(saved.AsSpan(0, checksumSize)))
            throw new FormatException("Corrupt model file: its checksum is wrong.");

        return model;
    }

    private static ZipArchive Open(Stream stream)
    {
        try
        {
            return new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true);
        }
        catch (InvalidDataException exception)
        {
            throw new FormatException("Failed to open a zip archive", exception);
        }
    }

    private static Exception Foreign(ZipArchive archive)
    {
        if (archive.GetEntry(MlNetVersionEntry) is not { } entry)
            return new InvalidOperationException("The zip file holds no model: it lacks the entries that a saved model has.");

        using var reader = new StreamReader(entry.Open());
        return new FormatException(
            $"This is a model that ML.NET {reader.ReadToEnd().Trim()} saved. Loading it needs the Microsoft.ML packages; "
            + "the offline subset of ML.NET that is in their place here loads only models that it saved itself.");
    }
}
