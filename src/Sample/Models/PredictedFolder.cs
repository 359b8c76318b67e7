using Microsoft.ML;
using MlNetShallow.Sample.Data;

namespace MlNetShallow.Sample.Models;

/// <summary>The pictures of a labelled folder with what a model says of each.</summary>
/// <param name="Classes">The names of the classes, in the model's order; of two classes the positive one is the second.</param>
/// <param name="Examples">The pictures, in the folder's order.</param>
internal sealed record PredictedFolder(string[] Classes, LabelledPrediction[] Examples)
{
    public static PredictedFolder Read(
        MLContext mlContext, ITransformer model, LabelledFolder folder, CancellationToken cancellation)
    {
        IDataView scored = model.Transform(mlContext.Data.LoadFromEnumerable(folder.Read(cancellation)));
        return folder.Positive is { } positive
            ? new([OthersOf(folder, positive), positive], [.. Rows<BinaryRow>().Select(OfTwoClasses)])
            : OfSeveralClasses(ModelFile.ClassesOf(mlContext, model), Rows<ClassRow>());

        IEnumerable<TRow> Rows<TRow>()
            where TRow : class, new()
            => mlContext.Data.CreateEnumerable<TRow>(scored, reuseRowObject: false);
    }

    private static string OthersOf(LabelledFolder folder, string positive)
        => folder.Classes.Where(name => name != positive).ToArray() is [var other] ? other : $"not {positive}";

    private static LabelledPrediction OfTwoClasses(BinaryRow row) => new(
        row.ImagePath,
        row.Label ? 1 : 0,
        row.PredictedLabel ? 1 : 0,
        [1 - row.Probability, row.Probability],
        [-row.Score, row.Score]);

    private static PredictedFolder OfSeveralClasses(string[] classes, IEnumerable<ClassRow> rows) => new(
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
