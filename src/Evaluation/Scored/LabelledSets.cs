using Microsoft.ML;
using MlNetShallow.Data.Pictures;
using MlNetShallow.Data.Pipelines;
using MlNetShallow.Data.Tables;

namespace MlNetShallow.Evaluation.Scored;

/// <summary>Folders of pictures and tables, scored by a model.</summary>
internal static class LabelledSets
{
    /// <summary>The pictures of a folder.</summary>
    /// <param name="mlContext">Reads and scores.</param>
    /// <param name="model">A model of as many classes as the folder is opened with.</param>
    /// <param name="folder">The pictures.</param>
    /// <param name="cancellation">Stops reading.</param>
    /// <param name="modelPath">The model's file; null for none.</param>
    public static ScoredSet OfPictures(
        MLContext mlContext,
        ITransformer model,
        LabelledFolder folder,
        CancellationToken cancellation,
        string? modelPath = null)
        => new(model, mlContext.Data.LoadFromEnumerable(folder.Read(cancellation)), new ReportOptions
        {
            LabelColumnName = folder.Positive is null ? PicturePipeline.ClassKey : nameof(Picture.Label),
            ClassNames = folder.Positive is { } positive
                ? [folder.OthersOf(positive), positive]
                : ModelFile.ClassesOf(mlContext, model),
            LabelName = "the folder",
            ImagePathColumnName = nameof(Picture.ImagePath),
            DataDescription = folder.Path,
            ModelPath = modelPath,
            CancellationToken = cancellation,
        });

    /// <summary>The rows of a table. One with a number that is missing, to a model that does not fill it in, or infinite has no
    /// score, and no part in what is made of them.</summary>
    /// <param name="mlContext">Reads and scores.</param>
    /// <param name="model">A model of the label's task.</param>
    /// <param name="rows">The rows, with the columns that the model takes and the label.</param>
    /// <param name="label">The label.</param>
    /// <param name="path">The table's file.</param>
    /// <param name="cancellation">Stops reading.</param>
    /// <param name="modelPath">The model's file; null for none.</param>
    /// <param name="numbers">What the rows lack, to be remarked on; null to say nothing of it.</param>
    public static ScoredSet OfTable(
        MLContext mlContext,
        ITransformer model,
        IDataView rows,
        TableLabel label,
        string path,
        CancellationToken cancellation,
        string? modelPath = null,
        NumberSurvey? numbers = null)
        => new(model, TablePipeline.AddLabel(mlContext, rows, label), new ReportOptions
        {
            LabelColumnName = TablePipeline.Label,
            ClassNames = label.Classes.Count == 0 ? null : label.Classes,
            LabelName = label.Name,
            DataDescription = path,
            ModelPath = modelPath,
            CancellationToken = cancellation,
        })
        {
            Remark = examples => numbers is null ? [] : RemarksOn(numbers, examples),
        };

    private static IEnumerable<string> RemarksOn(NumberSurvey numbers, ScoredExamples examples)
    {
        bool[] areNot = [.. examples.IsScored.Select(isScored => !isScored)];
        string[] remarks =
        [
            numbers.Describe(NumberGap.Missing, "; the model fills it in", examples.IsScored),
            numbers.Describe(NumberGap.Missing, "; left out, as the model does not fill it in", areNot),
            numbers.Describe(NumberGap.Infinite, "; left out", areNot),
        ];
        return remarks.Where(remark => remark != "");
    }
}
