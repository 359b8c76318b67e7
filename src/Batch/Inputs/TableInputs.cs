using System.Globalization;
using MlNetShallow.Batch.Files;
using MlNetShallow.Batch.Manifests;
using MlNetShallow.Batch.Scoring;

namespace MlNetShallow.Batch.Inputs;

/// <summary>The rows of a table, which is read again where a job resumes: its file must not change meanwhile.</summary>
/// <param name="file">The file.</param>
/// <param name="kept">The columns that go to the output as they are.</param>
internal abstract class TableInputs(string file, IReadOnlyList<string> kept) : InputSource
{
    public override string Source => file;

    public override IReadOnlyList<string> PassedColumns => kept;

    /// <summary>Makes what a row has in the model's columns, for one thread.</summary>
    public abstract IReadOnlyDictionary<string, ColumnValue> CreateValues();

    public override InputListing List(string folder, Shard shard, CancellationToken cancellation)
    {
        string sha256 = Checksum.OfFile(file);
        long total = 0, count = 0;
        foreach (long row in CountAll())
        {
            cancellation.ThrowIfCancellationRequested();
            count += shard.IsWhole || shard.Takes(total, NameOf(row)) ? 1 : 0;
            total++;
        }

        return total > 0
            ? new InputListing(Source, Options, total, sha256, count, sha256)
            : throw new InvalidDataException($"The table '{file}' has a header but no rows.");
    }

    public override void Check(string folder, InputListing listing)
    {
        string found = Checksum.OfFile(file);
        if (found != listing.Sha256)
        {
            throw new InvalidDataException($"The table '{file}' was changed since the job began: its SHA-256 was "
                + $"{listing.Sha256} and is {found}.");
        }
    }

    public override IEnumerable<InputItem> Read(string folder, Shard shard)
    {
        long place = 0;
        foreach (InputItem item in ReadAll())
        {
            if (shard.Takes(place++, item.Name))
                yield return item;
        }
    }

    public override IEnumerable<InputItem> ReadOnce() => ReadAll();

    public override ReadOnlySpan<string> Passed(in InputItem item) => item.Fields.AsSpan(0, kept.Count);

    /// <summary>The numbers of all rows, from 1.</summary>
    protected abstract IEnumerable<long> CountAll();

    protected abstract IEnumerable<InputItem> ReadAll();

    /// <summary>The name of a row: its number, from 1, without the header.</summary>
    internal static string NameOf(long row) => row.ToString(CultureInfo.InvariantCulture);

    /// <exception cref="InvalidDataException">A column is not there.</exception>
    internal static void CheckPresent(
        string file, IReadOnlyCollection<string> columns, IEnumerable<string> wanted, string purpose)
    {
        if (wanted.Except(columns).ToArray() is { Length: > 0 } missing)
        {
            throw new InvalidDataException($"The table '{file}' lacks columns {purpose}: {string.Join(", ", missing)}; "
                + $"it has {string.Join(", ", columns)}.");
        }
    }
}
