using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Microsoft.ML;
using MlNetShallow.Batch.Files;

namespace MlNetShallow.Batch.Scoring;

/// <summary>What a model in memory is saved as.</summary>
internal static class SavedForm
{
    /// <summary>The SHA-256 of all that is in the saved model. Of the file itself it would be another each time: an archive says
    /// when it was written.</summary>
    public static string ChecksumOf(ITransformer model, DataViewSchema inputSchema)
    {
        using var saved = new MemoryStream();
        new MLContext().Model.Save(model, inputSchema, saved);
        using var archive = new ZipArchive(saved, ZipArchiveMode.Read);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (ZipArchiveEntry entry in archive.Entries.OrderBy(entry => entry.FullName, StringComparer.Ordinal))
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{entry.FullName}\n{entry.Length}\n"));
            using Stream content = entry.Open();
            hash.AppendData(SHA256.HashData(content));
        }

        return Checksum.Of(hash);
    }
}
