using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetShallow.Sample.Data;
using MlNetShallow.Sample.Models;

namespace MlNetShallow.Sample.Report;

/// <summary>Measures a model on a folder of labelled pictures, and puts together what a report says.</summary>
internal sealed class ReportBuilder(MLContext mlContext, ITransformer model, CancellationToken cancellation)
{
    private const int MostMistakes = 24;

    /// <param name="data">What the set is called.</param>
    /// <param name="folder">The set.</param>
    /// <param name="metrics">The main metrics, of this set and perhaps another.</param>
    /// <param name="modelPath">The file that the model is saved in.</param>
    /// <param name="options">How it was trained, as far as that is known.</param>
    /// <exception cref="InvalidDataException">The model takes no pictures.</exception>
    public ReportContent Build(
        ReportData data,
        LabelledFolder folder,
        IEnumerable<(string Set, MetricsReport Report)> metrics,
        string modelPath,
        Fact[] options)
    {
        ImageFlatteningEstimator.Options flattening = ImageFlatteningEstimator.Options.FromModel(model)
            ?? throw new InvalidDataException("The model takes no pictures.");
        ShallowNetworkModelParameters learnt = ShallowNetworkModelParameters.FromModel(model);
        PredictedFolder predicted = PredictedFolder.Read(mlContext, model, folder, cancellation);
        (string[] classes, LabelledPrediction[] examples) = predicted;
        LabelledPrediction[] mistakes = [.. examples.Where(example => example.Actual != example.Predicted)];
        var facts = new ReportFacts(learnt, flattening);
        return new ReportContent(
            Path.GetFileName(modelPath),
            data,
            [.. metrics.Select(item => new SetMetrics(item.Set, item.Report.Summary))],
            HistoryCurves.Of(learnt.History),
            classes,
            Confusion(classes.Length, examples),
            [
                .. Enumerable.Range(0, classes.Length)
                    .Skip(folder.Positive is null ? 0 : 1)
                    .Select(i => ThresholdCurve.Of(classes[i], i, examples)),
            ],
            mistakes.Length,
            Draw([.. mistakes.OrderByDescending(ScoreOfPredicted).Take(MostMistakes)], classes, flattening),
            WeightPictures.Of(learnt.Network, flattening, classes),
            facts.Tables(modelPath, data, folder, options));
    }

    private static float ScoreOfPredicted(LabelledPrediction example) => example.Scores[example.Predicted];

    private static int[][] Confusion(int classes, LabelledPrediction[] examples)
    {
        int[][] counts = [.. Enumerable.Range(0, classes).Select(_ => new int[classes])];
        foreach (LabelledPrediction example in examples)
            counts[example.Actual][example.Predicted]++;
        return counts;
    }

    private Mistake[] Draw(
        LabelledPrediction[] mistakes, string[] classes, ImageFlatteningEstimator.Options flattening)
    {
        IDataView pictures = mlContext.Data.LoadFromEnumerable(
            mistakes.Select(mistake => new Picture { ImagePath = mistake.Name }));
        IDataView flat = mlContext.Transforms.FlattenImages(new ImageFlatteningEstimator.Options
        {
            InputColumnName = nameof(Picture.ImagePath),
            OutputColumnName = nameof(Pixels.Rgb),
            OutputKind = DataKind.Byte,
            Height = flattening.Height,
            Width = flattening.Width,
            ResizeMode = flattening.ResizeMode,
            PixelCap = flattening.PixelCap,
            ImageFolder = flattening.ImageFolder,
        }).Fit(pictures).Transform(pictures);
        IEnumerable<Pixels> rows = mlContext.Data.CreateEnumerable<Pixels>(flat, reuseRowObject: false);
        return
        [
            .. rows.Zip(mistakes, (pixels, mistake) => new Mistake(
                PngPicture.Address(pixels.Rgb, flattening.Height, flattening.Width),
                mistake.Name,
                classes[mistake.Actual],
                classes[mistake.Predicted],
                mistake.Probabilities[mistake.Predicted])),
        ];
    }

    private sealed class Pixels
    {
        public byte[] Rgb { get; set; } = [];
    }
}
