using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;
using MlNetShallow.Data.Files;

namespace MlNetShallow.Batch;

/// <summary>One of several jobs to which the inputs of a scoring are dealt out.</summary>
/// <param name="Number">Which of them it is, 1 to <paramref name="Count"/>.</param>
/// <param name="Count">How many there are.</param>
/// <param name="By">What decides which shard an input belongs to.</param>
public sealed record Shard(int Number, int Count, ShardBy By = ShardBy.Order)
{
    /// <summary>The most shards that there can be: merging keeps a file open for each.</summary>
    public const int MostShards = 100_000;

    private const string Separator = "-of-";

    /// <summary>A job that is not shared.</summary>
    public static Shard Whole { get; } = new(1, 1);

    /// <summary>Whether it is the only one.</summary>
    [JsonIgnore]
    public bool IsWhole => Count == 1;

    /// <summary>Reads <c>i/n</c>, or <c>none</c> for the whole.</summary>
    /// <param name="text">The text.</param>
    /// <exception cref="FormatException">It is neither; the message says what is wanted.</exception>
    public static Shard Parse(string text)
    {
        if (text == "none")
            return Whole;
        int slash = text.IndexOf('/', StringComparison.Ordinal);
        if (slash > 0 && TryRead(text[..slash], out int number) && TryRead(text[(slash + 1)..], out int count) && number <= count)
            return new Shard(number, count);
        throw new FormatException(
            $"must be i/n with 1 <= i <= n <= {MostShards}, such as 3/10 for the third of ten, or none; not '{text}'");
    }

    /// <summary>The shard that a cluster's scheduler has in mind for this process, by the variables that it sets: Slurm's array
    /// (<c>SLURM_ARRAY_TASK_ID</c>), an Indexed Job of Kubernetes (<c>JOB_COMPLETION_INDEX</c>) or an array of AWS Batch
    /// (<c>AWS_BATCH_JOB_ARRAY_INDEX</c>).</summary>
    /// <param name="count">The number of shards, which Kubernetes does not say; null where the scheduler says it.</param>
    /// <returns>The shard; null where no scheduler has one.</returns>
    /// <exception cref="InvalidDataException">The variables make no shard.</exception>
    public static Shard? FromScheduler(int? count = null)
        => SchedulerShard.Find(Environment.GetEnvironmentVariable, count)?.Shard;

    /// <summary>Whether an input is this shard's.</summary>
    /// <param name="place">Its place in the listing of all inputs, from 0.</param>
    /// <param name="path">Its path as the listing has it.</param>
    /// <remarks>By hash: the first 8 bytes of the path's SHA-256, big-endian, modulo n, are i - 1.</remarks>
    public bool Takes(long place, string path) => By == ShardBy.Order || IsWhole
        ? place % Count == Number - 1
        : BinaryPrimitives.ReadUInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(path))) % (ulong)Count == (ulong)Number - 1;

    /// <summary>The name of this shard's file: <c>scores.csv</c> becomes <c>scores.0003-of-0010.csv</c>.</summary>
    /// <param name="path">The name of the file of all shards.</param>
    public string NameOf(string path)
    {
        if (IsWhole)
            return path;
        string digits = $"D{Math.Max(4, Count.ToString(CultureInfo.InvariantCulture).Length)}";
        string contents = InputFile.NameOfContents(path), extension = Path.GetExtension(contents) + path[contents.Length..];
        string name = string.Create(
            CultureInfo.InvariantCulture, $".{Number.ToString(digits, CultureInfo.InvariantCulture)}{Separator}")
            + Count.ToString(digits, CultureInfo.InvariantCulture);
        return path[..^extension.Length] + name + extension;
    }

    /// <summary>As <see cref="Parse"/> reads it.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Number}/{Count}");

    private static bool TryRead(string text, out int number)
        => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number is >= 1 and <= MostShards;
}
