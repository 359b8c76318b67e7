using System.Security.Cryptography;
using MlNetShallow.Batch.Files;
using MlNetShallow.Batch.Manifests;
using MlNetShallow.Data.Delimited;
using MlNetShallow.Data.Files;
using MlNetShallow.Data.Rows;

namespace MlNetShallow.Batch.Merging;

/// <summary>Takes the rows out of a shard's file one after the other, and its checksum on the way.</summary>
/// <param name="shard">The shard.</param>
/// <param name="bufferLength">How many characters are read at a time.</param>
internal sealed class ShardReader(ShardFile shard, int bufferLength) : IDisposable
{
    private readonly SHA256 _hash = SHA256.Create();
    private DelimitedReader? _rows;

    /// <summary>Copies a row as it stands there.</summary>
    /// <exception cref="InvalidDataException">The file ends before it, or was changed.</exception>
    public void CopyRow(TextWriter output)
    {
        if (!Read())
            throw Changed();
        output.Write(_rows!.Raw);
        output.Write('\n');
    }

    /// <summary>Checks that nothing is left, and that all of it is what was written.</summary>
    /// <exception cref="InvalidDataException">It is not.</exception>
    public void CheckEnd()
    {
        if (Read() || Checksum.Of(_hash) != shard.Result.Sha256)
            throw Changed();
    }

    public void Dispose()
    {
        _rows?.Dispose();
        _hash.Dispose();
    }

    private bool Read()
    {
        try
        {
            return (_rows ??= Open()).Read();
        }
        catch (InvalidDataException) when (Checksum.OfFile(shard.Path) != shard.Result.Sha256)
        {
            throw Changed();
        }
    }

    private DelimitedReader Open()
    {
        OutputForm form = shard.Manifest.Output;
        var file = new FileStream(shard.Path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        Stream hashing = new CryptoStream(file, _hash, CryptoStreamMode.Read);
        if (form.IsCompressed)
            hashing = new GzipInput(hashing);
        return OutputFormats.DelimitedOf(form.Format) is { } format
            ? DelimitedReader.OpenRows(shard.Path, format, hashing, form.Columns.Count, bufferLength)
            : DelimitedReader.OpenRows(shard.Path, DelimitedFormat.Lines, hashing, fields: 1, bufferLength);
    }

    private InvalidDataException Changed()
        => new($"The shard '{shard.Path}' was changed after it was written: its bytes do not have the SHA-256 "
            + $"{shard.Result.Sha256} that its manifest says.");
}
