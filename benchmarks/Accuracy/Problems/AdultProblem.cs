using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetShallow.Benchmarks.Accuracy.Figures;

namespace MlNetShallow.Benchmarks.Accuracy.Problems;

/// <summary>
/// A table of texts and numbers as it comes, through OneHotEncoding and Concatenate, with nothing else done to it. A '?', which
/// stands for what is not known, is a text as any other.
/// </summary>
internal sealed class AdultProblem(string folder)
{
    private const int MostRows = 6000;

    private static readonly string[] Numbers = ["Age", "Fnlwgt", "EducationNum", "CapitalGain", "CapitalLoss", "HoursPerWeek"];

    private static readonly string[] Texts =
        ["Workclass", "Education", "MaritalStatus", "Occupation", "Relationship", "Race", "Sex", "Country"];

    private readonly MLContext _context = new();
    private AdultRow[]? _rows;

    public Problem? Pose(int split)
    {
        string path = Path.Combine(folder, "adult.csv");
        if (!File.Exists(path))
            return null;
        _rows ??= Splitting.AtMost(MostRows, [.. _context.Data.CreateEnumerable<AdultRow>(
            _context.Data.LoadFromTextFile<AdultRow>(path, ',', hasHeader: true), reuseRowObject: false)]);
        float[] labels = [.. _rows.Select(row => row.Income.StartsWith('>') ? 1f : 0f)];
        (int[] train, int[] test) = Splitting.Split(labels, LearningTask.Binary, split);
        return FeaturizedRows.Pose(
            $"adult-{split}", _context, Featurizer(), train.Select(row => _rows[row]), test.Select(row => _rows[row]),
            [.. train.Select(row => labels[row])], [.. test.Select(row => labels[row])]);
    }

    private EstimatorChain<ColumnConcatenatingTransformer> Featurizer() => _context.Transforms.Categorical
        .OneHotEncoding([.. Texts.Select(text => new InputOutputColumnPair(text))])
        .Append(_context.Transforms.Concatenate("Features", [.. Numbers, .. Texts]));

    private sealed class AdultRow
    {
        [LoadColumn(0)]
        public float Age { get; set; }

        [LoadColumn(1)]
        public string Workclass { get; set; } = "";

        [LoadColumn(2)]
        public float Fnlwgt { get; set; }

        [LoadColumn(3)]
        public string Education { get; set; } = "";

        [LoadColumn(4)]
        public float EducationNum { get; set; }

        [LoadColumn(5)]
        public string MaritalStatus { get; set; } = "";

        [LoadColumn(6)]
        public string Occupation { get; set; } = "";

        [LoadColumn(7)]
        public string Relationship { get; set; } = "";

        [LoadColumn(8)]
        public string Race { get; set; } = "";

        [LoadColumn(9)]
        public string Sex { get; set; } = "";

        [LoadColumn(10)]
        public float CapitalGain { get; set; }

        [LoadColumn(11)]
        public float CapitalLoss { get; set; }

        [LoadColumn(12)]
        public float HoursPerWeek { get; set; }

        [LoadColumn(13)]
        public string Country { get; set; } = "";

        [LoadColumn(14)]
        public string Income { get; set; } = "";
    }
}
