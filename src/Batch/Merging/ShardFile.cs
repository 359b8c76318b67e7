using MlNetShallow.Batch.Manifests;

namespace MlNetShallow.Batch.Merging;

/// <summary>The output of one shard and the manifest beside it.</summary>
/// <param name="Path">The output, as the command line names it.</param>
/// <param name="Manifest">What it is.</param>
/// <param name="Result">What the manifest says of the output.</param>
internal sealed record ShardFile(string Path, JobManifest Manifest, FinishedOutput Result)
{
    public Shard Shard => Manifest.Shard;

    /// <exception cref="IOException">The file or its manifest is not there.</exception>
    /// <exception cref="InvalidDataException">The manifest was changed, or is not of a complete output of this size.</exception>
    public static ShardFile Open(string path)
    {
        var file = new FileInfo(path);
        string manifestPath = ManifestFile.Beside(path);
        if (!file.Exists)
            throw new FileNotFoundException($"The shard '{path}' does not exist.", path);
        if (!File.Exists(manifestPath))
        {
            throw new FileNotFoundException(
                $"The shard '{path}' has no manifest '{manifestPath}' beside it, so nothing says what it is.", manifestPath);
        }

        JobManifest manifest = ManifestFile.Read(manifestPath);
        FinishedOutput result = manifest.Result
            ?? throw new InvalidDataException(
                $"The shard '{path}' is not complete: its manifest '{manifestPath}' has no result.");
        if (file.Length != result.Bytes)
        {
            throw new InvalidDataException(
                $"The shard '{path}' has {file.Length} bytes, but {result.Bytes} when it was written: it was changed since.");
        }

        return new ShardFile(path, manifest, result);
    }
}
