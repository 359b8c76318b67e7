using System.Text.Json;
using MlNetShallow.Batch.Files;

namespace MlNetShallow.Batch.Manifests;

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

        if (Contradiction(manifest) is { } contradiction)
            throw new InvalidDataException($"The manifest '{path}' is damaged: {contradiction}.");
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

    // Whoever makes a manifest can make its checksum too. What is counted by these numbers must be able to be.
    private static string? Contradiction(JobManifest manifest)
    {
        (InputListing inputs, Shard shard, int partRows) = (manifest.Inputs, manifest.Shard, manifest.Output.PartRows);
        if (shard.Number < 1 || shard.Number > shard.Count || shard.Count > Shard.MostShards)
            return $"it is of shard {shard}, of at most {Shard.MostShards}";
        if (inputs.Count < 0 || inputs.Count > inputs.Total)
            return $"it has {inputs.Count} of {inputs.Total} inputs";
        if (partRows < 1)
            return $"its parts have {partRows} rows";
        if (manifest.Result is { } result && (result.Errors < 0 || result.Errors > result.Rows || result.Bytes < 0))
            return $"its result has {result.Rows} rows, {result.Errors} errors and {result.Bytes} bytes";

        long rows = 0;
        foreach (FinishedPart part in manifest.Parts)
        {
            if (part.File != Path.GetFileName(part.File) || part.FirstInput < 0 || part.Bytes < 0
                || part.Rows < 0 || part.Rows > inputs.Count - rows || part.Errors < 0 || part.Errors > part.Rows
                || part.FilledIn < 0 || part.FilledIn > part.Rows - part.Errors)
            {
                return $"its part '{part.File}' has {part.Rows} rows from {part.FirstInput} on, {part.Errors} errors and "
                    + $"{part.Bytes} bytes";
            }

            rows += part.Rows;
        }

        return null;
    }

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
