using System.Text.Json;
using MlNetShallow.Sample.Batch.Files;

namespace MlNetShallow.Sample.Batch.Manifests;

/// <summary>Manifests as files.</summary>
internal static class ManifestFile
{
    /// <summary>Where the manifest of a complete output is.</summary>
    public static string Beside(string output) => output + ".manifest.json";

    /// <summary>Reads a manifest and checks that nobody has changed it and that it does not contradict itself.</summary>
    /// <exception cref="InvalidDataException">It is damaged, changed by hand or of another version.</exception>
    public static JobManifest Read(string path)
    {
        JobManifest manifest;
        try
        {
            byte[] json = File.ReadAllBytes(path);
            CheckFormat(path, json);
            manifest = JsonSerializer.Deserialize(json, ManifestJson.Default.JobManifest)
                ?? throw new JsonException("It is null.");
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException($"The manifest '{path}' is damaged: {exception.Message}", exception);
        }

        string checksum = ChecksumOf(manifest);
        if (manifest.Checksum != checksum)
        {
            throw new InvalidDataException(
                $"The manifest '{path}' was changed after it was written: its checksum is '{manifest.Checksum}', "
                + $"its contents have {checksum}.");
        }

        return manifest;
    }

    /// <summary>Writes a manifest, so that under its name there is the one before or this one, and never less.</summary>
    public static void Write(string path, JobManifest manifest)
    {
        JobManifest signed = manifest with { Checksum = ChecksumOf(manifest) };
        CommittedFile.Write(path, stream => JsonSerializer.Serialize(stream, signed, ManifestJson.Default.JobManifest));
    }

    private static string ChecksumOf(JobManifest manifest)
        => Checksum.Of(JsonSerializer.SerializeToUtf8Bytes(manifest with { Checksum = "" }, ManifestJson.Default.JobManifest));

    // Before all else: of a later version nothing else can be said.
    private static void CheckFormat(string path, byte[] json)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        if (document.RootElement.ValueKind != JsonValueKind.Object
            || !document.RootElement.TryGetProperty("format", out JsonElement format)
            || !format.TryGetInt32(out int version))
            throw new JsonException("It has no number named format.");
        if (version != JobManifest.CurrentFormat)
        {
            throw new InvalidDataException(
                $"The manifest '{path}' has format {version}; this program reads format {JobManifest.CurrentFormat}.");
        }
    }
}
