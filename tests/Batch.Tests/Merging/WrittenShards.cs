using System.Text;
using MlNetShallow.Batch.Files;
using MlNetShallow.Batch.Manifests;
using MlNetShallow.Data.Rows;

namespace MlNetShallow.Batch.Tests.Merging;

/// <summary>Writes what scoring would: the shards of a small table, each with its manifest.</summary>
internal static class WrittenShards
{
    public static IReadOnlyDictionary<OutputFormat, string[]> Tables { get; } = new Dictionary<OutputFormat, string[]>
    {
        [OutputFormat.Tsv] = ["input\tscore\n", "a \"b.png\t1\n", "b.png\t2\n", "c.png\t3\n", "d.png\t4\n", "e.png\t5\n"],
        [OutputFormat.Csv] =
            ["input,score\n", "\"a\n\"\"\n\"\"b\n\",1\n", "\"\"\"\",2\n", "c.png,3\n", "d.png,4\n", "é.png,5\n"],
        [OutputFormat.Jsonl] =
            ["{\"input\":\"a\\n\"}\n", "{\"input\":\"\\\"\"}\n", "{\"input\":3}\n", "{\"input\":4}\n", "{\"input\":5}\n"],
    };

    /// <summary>The table as one job writes it.</summary>
    public static string Whole(OutputFormat format) => string.Concat(Tables[format]);

    /// <summary>The rows of a shard, in the order of the inputs.</summary>
    public static string[] RowsOf(Shard shard, OutputFormat format)
        => [.. Rows(format).Where((row, place) => shard.Takes(place, row))];

    /// <summary>Writes the file of a shard and its manifest.</summary>
    /// <returns>The file's path.</returns>
    public static string Write(
        TemporaryFolder folder,
        Shard shard,
        OutputFormat format = OutputFormat.Csv,
        Func<JobManifest, JobManifest>? change = null)
    {
        string[] rows = RowsOf(shard, format);
        byte[] bytes = Encoding.UTF8.GetBytes(string.Concat([.. Header(format), .. rows]));
        string path = shard.NameOf(folder["scores.txt"]);
        var manifest = new JobManifest(
            JobManifest.CurrentFormat,
            new ScoredModel("m.zip", new string('a', 64), ScoringTask.Binary),
            new OutputForm(format, ["input", "score"], PartRows: 2),
            new InputListing(
                "in",
                new Dictionary<string, string>(),
                Rows(format).Length,
                new string('b', 64),
                rows.Length,
                new string('d', 64)),
            shard,
            [],
            new FinishedOutput(Path.GetFileName(path), rows.Length, Errors: Math.Min(1, rows.Length), bytes.Length, Checksum.Of(bytes)));
        File.WriteAllBytes(path, bytes);
        ManifestFile.Write(ManifestFile.Beside(path), change is null ? manifest : change(manifest));
        return path;
    }

    /// <summary>Writes all shards of a count.</summary>
    public static string[] WriteAll(
        TemporaryFolder folder, int count, ShardBy by = ShardBy.Order, OutputFormat format = OutputFormat.Csv)
        => [.. Enumerable.Range(1, count).Select(number => Write(folder, new Shard(number, count, by), format))];

    private static string[] Header(OutputFormat format) => format == OutputFormat.Jsonl ? [] : Tables[format][..1];

    private static string[] Rows(OutputFormat format) => Tables[format][Header(format).Length..];
}
