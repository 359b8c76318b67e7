using MlNetShallow.Batch.Manifests;

namespace MlNetShallow.Batch.Merging;

/// <summary>All shards of one scoring, each once.</summary>
internal sealed class ShardSet
{
    private const int MostNamed = 10;

    private ShardSet(ShardFile[] shards) => Shards = shards;

    /// <summary>The shards by their numbers.</summary>
    public IReadOnlyList<ShardFile> Shards { get; }

    /// <summary>What they have in common.</summary>
    public JobManifest Job => Shards[0].Manifest;

    public long Errors => Shards.Sum(shard => shard.Result.Errors);

    /// <summary>What the arithmetic of all of them ran on; null where none of them says. That of shards without rows does not
    /// matter.</summary>
    public IReadOnlyList<Arithmetic>? RanOn
        => Shards.Where(shard => shard.Result.Rows > 0).SelectMany(shard => shard.Manifest.RanOn ?? []).Distinct().ToArray()
            is { Length: > 0 } all ? all : null;

    /// <summary>Opens the shards, in any order.</summary>
    /// <exception cref="InvalidDataException">They are not of one scoring, or one is missing or there twice.</exception>
    public static ShardSet Open(IReadOnlyList<string> paths)
    {
        ShardFile[] shards = [.. paths.Select(ShardFile.Open).OrderBy(shard => shard.Shard.Number)];
        foreach (ShardFile shard in shards[1..])
            CheckSameJob(shards[0], shard);
        foreach ((ShardFile first, ShardFile second) in shards.Zip(shards.Skip(1)))
        {
            if (first.Shard.Number == second.Shard.Number)
                throw new InvalidDataException($"Shard {first.Shard} is there twice: '{first.Path}' and '{second.Path}'.");
        }

        CheckNoGap(shards);
        CheckRows(shards);
        return new ShardSet(shards);
    }

    private static void CheckSameJob(ShardFile first, ShardFile other)
    {
        JobManifest a = first.Manifest, b = other.Manifest;
        Check("model", $"{a.Model.File} (SHA-256 {a.Model.Sha256})", $"{b.Model.File} (SHA-256 {b.Model.Sha256})",
            a.Model.Sha256 == b.Model.Sha256);
        Check("output format", a.Output.Format, b.Output.Format);
        Check("columns", string.Join(", ", a.Output.Columns), string.Join(", ", b.Output.Columns));
        Check("options of the input", a.Inputs.DescribeOptions(), b.Inputs.DescribeOptions());
        Check("number of inputs in all", a.Inputs.Total, b.Inputs.Total);
        Check("listing of all inputs", $"SHA-256 {a.Inputs.Sha256}", $"SHA-256 {b.Inputs.Sha256}");
        Check("number of shards", a.Shard.Count, b.Shard.Count);
        Check("way of dealing inputs out", a.Shard.By, b.Shard.By);

        void Check<T>(string what, T ofFirst, T ofOther, bool? areSame = null)
        {
            if (areSame ?? Equals(ofFirst, ofOther))
                return;
            throw new InvalidDataException(
                $"The shards '{first.Path}' and '{other.Path}' are not of one scoring; their {what} differs: "
                + $"{ofFirst} and {ofOther}.");
        }
    }

    private static void CheckNoGap(ShardFile[] shards)
    {
        int count = shards[0].Shard.Count;
        int[] missing = [.. Enumerable.Range(1, count).Except(shards.Select(shard => shard.Shard.Number))];
        if (missing.Length == 0)
            return;
        string named = string.Join(", ", missing.Take(MostNamed));
        string more = missing.Length > MostNamed ? " and more" : "";
        throw new InvalidDataException($"{missing.Length} of {count} shards {(missing.Length == 1 ? "is" : "are")} missing: "
            + $"{named}{more}.");
    }

    private static void CheckRows(ShardFile[] shards)
    {
        if (shards.FirstOrDefault(shard => shard.Result.Rows != shard.Manifest.Inputs.Count) is { } incomplete)
        {
            throw new InvalidDataException($"The shard '{incomplete.Path}' has {incomplete.Result.Rows} rows for "
                + $"{incomplete.Manifest.Inputs.Count} inputs.");
        }

        // A sum of long that does not fit is an exception of another kind.
        decimal rows = shards.Sum(shard => (decimal)shard.Result.Rows), total = shards[0].Manifest.Inputs.Total;
        if (rows != total)
            throw new InvalidDataException($"The shards have {rows} rows together, but there are {total} inputs.");
    }
}
