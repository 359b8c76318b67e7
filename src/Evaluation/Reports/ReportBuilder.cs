using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetShallow.Data.Pictures;
using MlNetShallow.Evaluation.Metrics;

namespace MlNetShallow.Evaluation.Reports;

/// <summary>Puts together what a report says of a model.</summary>
internal sealed class ReportBuilder(MLContext mlContext, ITransformer model)
{
    private const int MostMistakes = 24;

    // Null where the model takes no pictures.
    private readonly ImageFlatteningEstimator.Options? _flattening = ImageFlatteningEstimator.Options.FromModel(model);
    private readonly ShallowNetworkModelParameters _learnt = ShallowNetworkModelParameters.FromModel(model);

    /// <param name="set">What it is measured on.</param>
    /// <param name="name">What that is called.</param>
    /// <param name="isTrainingSet">Whether the model has learnt from it.</param>
    /// <param name="metrics">The main metrics, of this set and perhaps another.</param>
    /// <param name="modelPath">The file that the model is saved in.</param>
    /// <param name="options">How it was trained, as far as that is known.</param>
    public ReportContent Build(
        ReportSet set,
        string name,
        bool isTrainingSet,
        IEnumerable<(string Set, MetricsReport Report)> metrics,
        string modelPath,
        Fact[] options)
        => new(
            Path.GetFileName(modelPath),
            new ReportData(name, set.Path, set.Count, set.Examples.One, set.Examples.Many, isTrainingSet),
            [.. metrics.Select(item => new SetMetrics(item.Set, item.Report.Summary))],
            HistoryCurves.Of(_learnt.History),
            set.Classes is { } classes ? Told(classes) : null,
            set.Numbers is { } numbers ? Residuals.Of(numbers) : null,
            set.Columns is { } columns ? RankedColumns.Of(columns) : null,
            set.Classes is { } told && _flattening is not null ? Explain(told, _flattening) : [],
            _flattening is null ? [] : WeightPictures.Of(_learnt.Network, _flattening, set.Classes?.Classes ?? []),
            new ReportFacts(_learnt, _flattening).Tables(modelPath, name, set, options));

    private ToldClasses Told(PredictedClasses predicted)
    {
        (string[] classes, LabelledPrediction[] examples) = predicted;
        LabelledPrediction[] mistakes = [.. examples.Where(example => example.Actual != example.Predicted)];
        LabelledPrediction[] shown =
            [.. mistakes.OrderByDescending(example => example.Scores[example.Predicted]).Take(MostMistakes)];
        string?[] pictures = _flattening is null ? new string?[shown.Length] : [.. Draw(shown, _flattening)];
        bool hasPositive = _learnt.Network.Shape.OutputLayer == OutputLayer.SigmoidCrossEntropy;
        return new ToldClasses(
            classes,
            Confusion(classes.Length, examples),
            [
                .. Enumerable.Range(0, classes.Length).Skip(hasPositive ? 1 : 0)
                    .Select(i => ThresholdCurve.Of(classes[i], i, examples)),
            ],
            mistakes.Length,
            [
                .. shown.Zip(pictures, (mistake, picture) => new Mistake(
                    picture,
                    mistake.Name,
                    classes[mistake.Actual],
                    classes[mistake.Predicted],
                    mistake.Probabilities[mistake.Predicted])),
            ]);
    }

    private ContributionPicture[] Explain(PredictedClasses predicted, ImageFlatteningEstimator.Options flattening)
    {
        LabelledPrediction[] chosen = ContributionPictures.Choose(predicted);
        IEnumerable<string> contributions =
            new ContributionPictures(mlContext, model, flattening).Draw(chosen, predicted.Examples);
        return
        [
            .. chosen.Zip(Draw(chosen, flattening), contributions).Select(item => new ContributionPicture(
                item.Second,
                item.Third,
                item.First.Name,
                predicted.Classes[item.First.Actual],
                predicted.Classes[item.First.Predicted],
                item.First.Probabilities[item.First.Predicted])),
        ];
    }

    private static int[][] Confusion(int classes, LabelledPrediction[] examples)
    {
        int[][] counts = [.. Enumerable.Range(0, classes).Select(_ => new int[classes])];
        foreach (LabelledPrediction example in examples)
            counts[example.Actual][example.Predicted]++;
        return counts;
    }

    private IEnumerable<string> Draw(LabelledPrediction[] examples, ImageFlatteningEstimator.Options flattening)
    {
        IDataView pictures = mlContext.Data.LoadFromEnumerable(
            examples.Select(example => new Picture { ImagePath = example.Name }));
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
            ApplyOrientation = flattening.ApplyOrientation,
            ScaleWhileDecoding = flattening.ScaleWhileDecoding,
        }).Fit(pictures).Transform(pictures);
        return mlContext.Data.CreateEnumerable<Pixels>(flat, reuseRowObject: false)
            .Select(pixels => PngPicture.Address(pixels.Rgb, flattening.Height, flattening.Width));
    }

    private sealed class Pixels
    {
        public byte[] Rgb { get; set; } = [];
    }
}
