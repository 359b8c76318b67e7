using MlNetShallow.Batch.Manifests;

namespace MlNetShallow.Batch.Files;

/// <summary>The folder beside an output in which it comes into being. While it is open no other job can open it.</summary>
internal sealed class WorkingFolder : IDisposable
{
    private const string LockName = "lock";

    private readonly string _lockPath;
    private readonly FileStream _lock;

    /// <exception cref="IOException">Another job has it open, or it cannot be made.</exception>
    public WorkingFolder(string output)
    {
        Path = PathFor(output);
        _lockPath = System.IO.Path.Join(Path, LockName);
        Directory.CreateDirectory(Path);
        try
        {
            _lock = new FileStream(_lockPath, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
        }
        catch (IOException exception) when (File.Exists(_lockPath))
        {
            throw new IOException($"Another job is writing the output '{output}': it holds '{_lockPath}'.", exception);
        }

        // The job that held it may have removed it between our finding and our locking it.
        if (!File.Exists(_lockPath))
        {
            _lock.Dispose();
            throw new IOException($"Another job has written the output '{output}' at this moment.");
        }
    }

    public string Path { get; }

    /// <summary>Whether a job has left something to continue.</summary>
    public bool HasManifest => File.Exists(ManifestPath);

    private string ManifestPath => System.IO.Path.Join(Path, "manifest.json");

    public static string PathFor(string output) => output + ".parts";

    public JobManifest ReadManifest() => ManifestFile.Read(ManifestPath);

    public void WriteManifest(JobManifest manifest) => ManifestFile.Write(ManifestPath, manifest);

    /// <summary>Makes sure that a finished part is as it was written.</summary>
    /// <param name="part">The part.</param>
    /// <param name="found">Its SHA-256, where it is known already.</param>
    /// <exception cref="InvalidDataException">It is not.</exception>
    public void CheckPart(FinishedPart part, string? found = null)
    {
        string file = System.IO.Path.Join(Path, part.File);
        found ??= Checksum.OfFile(file);
        if (found != part.Sha256)
        {
            throw new InvalidDataException($"The part '{file}' was changed after it was written: its SHA-256 is {found}, the "
                + $"manifest has {part.Sha256}. Once it is deleted, ScoringOptions.Resume scores it again.");
        }
    }

    /// <summary>Deletes what jobs have left, the manifest first: what is left without it cannot be continued.</summary>
    public void Clear()
    {
        File.Delete(ManifestPath);
        foreach (string file in Directory.EnumerateFiles(Path).Where(IsOurs))
            File.Delete(file);
    }

    /// <summary>Deletes the folder with all that jobs have left in it.</summary>
    public void Remove()
    {
        Clear();
        // Elsewhere it goes before it is unlocked, so that nobody gets hold of what is about to go.
        if (OperatingSystem.IsWindows())
            _lock.Dispose();
        File.Delete(_lockPath);
        if (!Directory.EnumerateFileSystemEntries(Path).Any())
            Directory.Delete(Path);
    }

    /// <summary>The same where it may fail: another error is to be told.</summary>
    public void TryRemove()
    {
        try
        {
            Remove();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // What stays has no manifest, or one without parts: the next job starts from nothing.
        }
    }

    public void Dispose() => _lock.Dispose();

    private static bool IsOurs(string path)
    {
        string name = System.IO.Path.GetFileName(path);
        return Array.Exists(
            ["part-", "inputs.", "manifest.", "joined."], prefix => name.StartsWith(prefix, StringComparison.Ordinal));
    }
}
