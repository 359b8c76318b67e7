using System.Security.Cryptography;
using MlNetShallow.Batch.Files;
using MlNetShallow.Batch.Manifests;
using MlNetShallow.Data.Files;
using MlNetShallow.Data.Rows;

namespace MlNetShallow.Batch.Outputs;

/// <summary>Puts the output together from its parts.</summary>
internal static class OutputJoiner
{
    private const int CopyBytes = 1 << 20;

    /// <summary>Joins the parts, gives the output its name, puts the manifest beside it and deletes the working folder.</summary>
    /// <param name="output">The output.</param>
    /// <param name="folder">The working folder.</param>
    /// <param name="manifest">The job, with all its parts finished.</param>
    /// <param name="checkLast">Throws if the output must not get its name after all.</param>
    /// <param name="cancellation">Stops it before that.</param>
    /// <returns>The manifest beside the output.</returns>
    public static JobManifest Join(
        string output, WorkingFolder folder, JobManifest manifest, Action checkLast, CancellationToken cancellation)
    {
        string joined = Path.Join(folder.Path, "joined");
        FinishedOutput result;
        using (FileStream stream = CommittedFile.Create(joined))
        {
            result = manifest.Output.Format == OutputFormat.Parquet
                ? Convert(stream, output, folder, manifest, cancellation)
                : Copy(stream, output, folder, manifest, cancellation);
            stream.Flush(flushToDisk: true);
        }

        checkLast();
        CommittedFile.Commit(joined, output);
        JobManifest complete = manifest with { Result = result };
        ManifestFile.Write(ManifestFile.Beside(output), complete);
        folder.Remove();
        return complete;
    }

    private static FinishedOutput Copy(
        FileStream stream, string output, WorkingFolder folder, JobManifest manifest, CancellationToken cancellation)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        long bytes = 0;
        OutputForm form = manifest.Output;
        using (RowWriter rows = RowWriter.Create(form.Format, form.Columns, form.CsvSafe))
            Append(form.IsCompressed ? GzipInput.Compress(rows.Header()) : rows.Header());
        var buffer = new byte[CopyBytes];
        foreach (FinishedPart part in manifest.Parts)
        {
            using var partHash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            using (FileStream source = File.OpenRead(Path.Join(folder.Path, part.File)))
            {
                for (int read; (read = source.Read(buffer)) > 0;)
                {
                    cancellation.ThrowIfCancellationRequested();
                    Append(buffer.AsSpan(0, read));
                    partHash.AppendData(buffer.AsSpan(0, read));
                }
            }

            folder.CheckPart(part, Checksum.Of(partHash));
        }

        return Finished(output, manifest, bytes, Checksum.Of(hash));

        void Append(ReadOnlySpan<byte> some)
        {
            stream.Write(some);
            hash.AppendData(some);
            bytes += some.Length;
        }
    }

    private static FinishedOutput Convert(
        FileStream stream, string output, WorkingFolder folder, JobManifest manifest, CancellationToken cancellation)
    {
        using var hash = SHA256.Create();
        using (var hashing = new CryptoStream(stream, hash, CryptoStreamMode.Write, leaveOpen: true))
        using (var buffered = new BufferedStream(hashing, CopyBytes))
            ParquetOutput.Write(buffered, folder, manifest, cancellation);
        return Finished(output, manifest, stream.Length, Checksum.Of(hash));
    }

    private static FinishedOutput Finished(string output, JobManifest manifest, long bytes, string sha256) => new(
        Path.GetFileName(output),
        manifest.Parts.Sum(part => (long)part.Rows),
        manifest.Parts.Sum(part => part.Errors),
        bytes,
        sha256);
}
