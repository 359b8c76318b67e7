using MlNetShallow.Serialization;

namespace MlNetShallow.Data.Files;

/// <summary>
/// A file to be written at the end of a job. That it can be written is found out at the start; under its name there is never
/// half of it.
/// </summary>
internal sealed class OutputFile
{
    private readonly string _fullPath;
    private readonly bool _overwrite;

    /// <exception cref="IOException">It cannot be written, is no regular file, or exists and <paramref name="overwrite"/> is not
    /// set.</exception>
    public OutputFile(string path, bool overwrite)
    {
        Path = path;
        _fullPath = System.IO.Path.GetFullPath(path);
        _overwrite = overwrite;
        string folder = System.IO.Path.GetDirectoryName(_fullPath) ?? throw new IOException($"'{path}' is no name for a file.");
        if (Directory.Exists(_fullPath))
            throw new IOException($"'{path}' is a folder; the output must be a file.");
        if (!Directory.Exists(folder))
            throw new DirectoryNotFoundException($"The folder '{folder}' for the output '{path}' does not exist.");
        ReplaceableFile.Check(path);
        if (File.Exists(_fullPath) && !overwrite)
            throw new IOException($"The output '{path}' exists already; --force replaces it.");
        Probe(folder);
        WholeFile.DeleteLeftovers(_fullPath);
    }

    public string Path { get; }

    /// <summary>Lets <paramref name="write"/> write a temporary file in the same folder and gives it its name.</summary>
    public void Write(Action<Stream> write) => WholeFile.Write(_fullPath, write, _overwrite);

    private void Probe(string folder)
    {
        try
        {
            string temporary = WholeFile.TemporaryName(_fullPath);
            new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose)
                .Dispose();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new IOException(
                $"The output '{Path}' cannot be written: no file can be made in the folder '{folder}'.", exception);
        }
    }
}
