using System.IO.Compression;
using System.Security.Cryptography;

namespace Microsoft.ML;

/// <summary>The zip file of a saved model: an entry that starts with its checksum, and one for ML.NET to read.</summary>
internal static class ModelArchive
{
    private const string ContentEntry = "offline-subset/model.bin";

    internal static void Write(Stream stream, byte[] content)
    {
        using var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true);
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
        using var saved = new MemoryStream();
        using (Stream content = entry.Open())
            content.CopyTo(saved);

        byte[] checksum = [.. saved.ToArray().Take(SHA256.HashSizeInBytes)];
        byte[] model = [.. saved.ToArray().Skip(SHA256.HashSizeInBytes)];
        return SHA256.HashData(model).SequenceEqual(checksum)
            ? model
            : throw new FormatException("Corrupt model file: its checksum is wrong.");
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
        if (archive.GetEntry("TrainingInfo/Version.txt") is not { } version)
            return new InvalidOperationException("The zip file holds no model: it lacks the entries that a saved model has.");

        using var reader = new StreamReader(version.Open());
        return new FormatException(
            $"This is a model that ML.NET {reader.ReadToEnd().Trim()} saved. Loading it needs the Microsoft.ML packages; "
            + "the offline subset of ML.NET that is in their place here loads only models that it saved itself.");
    }
}
