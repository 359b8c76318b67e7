using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetShallow.Sample.Data;
using MlNetShallow.Sample.Data.Tables;
using MlNetShallow.Sample.Models;

namespace MlNetShallow.Sample.Report;

/// <summary>The set that a report is measured on, with what the model says of it.</summary>
/// <param name="Path">Where it is.</param>
/// <param name="Examples">What its examples are called, one of them and many.</param>
/// <param name="Classes">What the model says of each; null in a regression.</param>
/// <param name="Numbers">The same in a regression; else null.</param>
/// <param name="Facts">What else there is to say of it.</param>
internal sealed record ReportSet(
    string Path,
    (string One, string Many) Examples,
    PredictedClasses? Classes,
    IReadOnlyCollection<(float Actual, float Predicted)>? Numbers,
    Fact[] Facts)
{
    public int Count => Classes?.Examples.Length ?? Numbers!.Count;

    public static ReportSet OfPictures(
        MLContext mlContext, ITransformer model, LabelledFolder folder, CancellationToken cancellation)
    {
        PredictedClasses predicted = PredictedClasses.OfPictures(mlContext, model, folder, cancellation);
        return new(
            folder.Path,
            ("picture", "pictures"),
            predicted,
            Numbers: null,
            [.. CountsOf(predicted), new("positive class", folder.Positive ?? "none: several classes")]);
    }

    /// <param name="scored">The rows, scored, with the label.</param>
    /// <param name="path">The table's file.</param>
    /// <param name="label">The label.</param>
    /// <exception cref="InvalidDataException">No row has a score.</exception>
    public static ReportSet OfTable(IDataView scored, string path, TableLabel label)
    {
        bool isNumber = label.Task == TableTask.Regression;
        var set = new ReportSet(
            path,
            ("row", "rows"),
            isNumber ? null : PredictedClasses.OfTable(scored, label),
            isNumber ? NumbersOf(scored) : null,
            Facts: []);
        if (set.Count == 0)
            throw new InvalidDataException($"No row of '{path}' has all the numbers that the model takes.");
        return set with { Facts = [new("label", label.Name), .. set.Classes is { } classes ? CountsOf(classes) : []] };
    }

    private static (float, float)[] NumbersOf(IDataView scored) =>
    [
        .. scored.GetColumn<float>(TablePipeline.Label).Zip(scored.GetColumn<float>("Score"))
            .Where(row => float.IsFinite(row.Second)),
    ];

    private static IEnumerable<Fact> CountsOf(PredictedClasses predicted)
    {
        for (int i = 0; i < predicted.Classes.Length; i++)
        {
            int count = predicted.Examples.Count(example => example.Actual == i);
            yield return new(
                $"of class {predicted.Classes[i]}",
                FormattableString.Invariant($"{count:N0} ({(double)count / predicted.Examples.Length:P1})"));
        }
    }
}
