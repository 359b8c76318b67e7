using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetShallow.Sample.Data;
using MlNetShallow.Sample.Data.Tables;

namespace MlNetShallow.Sample.Models;

/// <summary>Labelled examples with what a model of classes says of each.</summary>
/// <param name="Classes">The names of the classes, in the model's order; of two classes the positive one is the second.</param>
/// <param name="Examples">The examples, in the order of the data.</param>
internal sealed record PredictedClasses(string[] Classes, LabelledPrediction[] Examples)
{
    public static PredictedClasses OfPictures(
        MLContext mlContext, ITransformer model, LabelledFolder folder, CancellationToken cancellation)
    {
        IDataView scored = model.Transform(mlContext.Data.LoadFromEnumerable(folder.Read(cancellation)));
        return folder.Positive is { } positive
            ? new([folder.OthersOf(positive), positive], [
                .. Rows<BinaryRow>().Select(
                    row => OfTwoClasses(row.ImagePath, row.Label, row.PredictedLabel, row.Score, row.Probability)),
            ])
            : OfSeveralClasses(ModelFile.ClassesOf(mlContext, model), Rows<ClassRow>());

        IEnumerable<TRow> Rows<TRow>()
            where TRow : class, new()
            => mlContext.Data.CreateEnumerable<TRow>(scored, reuseRowObject: false);
    }

    /// <summary>The rows of a table that have a score, known by their numbers.</summary>
    /// <param name="scored">The rows, scored, with the label.</param>
    /// <param name="label">The label.</param>
    public static PredictedClasses OfTable(IDataView scored, TableLabel label) => new(
        [.. label.Classes],
        [
            .. (label.Task == TableTask.Binary ? BinaryTable(scored) : MulticlassTable(scored))
                .Where(example => float.IsFinite(example.Scores[0])),
        ]);

    private static IEnumerable<LabelledPrediction> BinaryTable(IDataView scored)
        => scored.GetColumn<bool>(TablePipeline.Label)
            .Zip(scored.GetColumn<float>("Score"), scored.GetColumn<float>("Probability"))
            .Select((row, i) => OfTwoClasses(RowName(i), row.First, row.Second > 0, row.Second, row.Third));

    private static IEnumerable<LabelledPrediction> MulticlassTable(IDataView scored)
        => scored.GetColumn<uint>(TablePipeline.Label)
            .Zip(scored.GetColumn<VBuffer<float>>("Score").Select(scores => scores.DenseValues().ToArray()))
            .Select((row, i) => new LabelledPrediction(
                RowName(i), (int)row.First - 1, Array.IndexOf(row.Second, row.Second.Max()), row.Second, row.Second));

    private static string RowName(int index) => $"row {index + 1}";

    private static LabelledPrediction OfTwoClasses(
        string name, bool isPositive, bool isPredicted, float score, float probability)
        => new(name, isPositive ? 1 : 0, isPredicted ? 1 : 0, [1 - probability, probability], [-score, score]);

    private static PredictedClasses OfSeveralClasses(string[] classes, IEnumerable<ClassRow> rows) => new(
        classes,
        [
            .. rows.Select(row => new LabelledPrediction(
                row.ImagePath,
                Array.IndexOf(classes, row.Class),
                Array.IndexOf(classes, row.PredictedClass),
                row.Score,
                row.Score)),
        ]);

    private sealed class BinaryRow
    {
        public string ImagePath { get; set; } = "";

        public bool Label { get; set; }

        public bool PredictedLabel { get; set; }

        public float Score { get; set; }

        public float Probability { get; set; }
    }

    private sealed class ClassRow
    {
        public string ImagePath { get; set; } = "";

        public string Class { get; set; } = "";

        public string PredictedClass { get; set; } = "";

        public float[] Score { get; set; } = [];
    }
}
