using Microsoft.ML;
using MlNetShallow.Benchmarks.Accuracy.Figures;

namespace MlNetShallow.Benchmarks.Accuracy.Problems;

/// <summary>Texts through FeaturizeText as it comes: sparse rows of words and of three letters each.</summary>
internal sealed class TextProblems(string tables)
{
    private const int MostRows = 2000;

    private readonly MLContext _context = new();

    /// <summary>The messages of this repository, which have a test part.</summary>
    public Problem? Messages(int _)
    {
        string folder = Path.Combine(SourceFolder.Path, "..", "datasets", "messages");
        (string Text, float Label)[] train = Read("train.tsv"), test = Read("test.tsv");
        return Pose("messages", train, test);

        (string Text, float Label)[] Read(string file) =>
        [
            .. File.ReadLines(Path.Combine(folder, file)).Skip(1).Select(line => line.Split('\t'))
                .Select(fields => (fields[0], fields[1] == "true" ? 1f : 0f)),
        ];
    }

    /// <summary>Short messages, spam or not, which are no part of the repository; null where they are missing.</summary>
    public Problem? Sms(int split)
    {
        string path = Path.Combine(tables, "sms.tsv");
        if (!File.Exists(path))
            return null;
        (string Text, float Label)[] rows = Splitting.AtMost(MostRows,
        [
            .. File.ReadLines(path).Select(line => line.Split('\t', 2))
                .Select(fields => (fields[1], fields[0] == "spam" ? 1f : 0f)),
        ]);
        (int[] train, int[] test) = Splitting.Split([.. rows.Select(row => row.Label)], LearningTask.Binary, split);
        return Pose($"sms-{split}", [.. train.Select(row => rows[row])], [.. test.Select(row => rows[row])]);
    }

    private Problem Pose(string name, (string Text, float Label)[] train, (string Text, float Label)[] test)
        => FeaturizedRows.Pose(
            name, _context, _context.Transforms.Text.FeaturizeText("Features", nameof(TextRow.Text)),
            train.Select(row => new TextRow { Text = row.Text }), test.Select(row => new TextRow { Text = row.Text }),
            [.. train.Select(row => row.Label)], [.. test.Select(row => row.Label)]);

    private sealed class TextRow
    {
        public string Text { get; set; } = "";
    }
}
