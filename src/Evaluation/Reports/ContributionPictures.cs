using Microsoft.ML;
using MlNetShallow.Data.Tables;
using MlNetShallow.Evaluation.Explanations;
using MlNetShallow.Evaluation.Scored;

namespace MlNetShallow.Evaluation.Reports;

/// <summary>Which pixels of a picture speak for the class it is taken for, and which against it.</summary>
/// <param name="mlContext">Explains.</param>
/// <param name="model">The model.</param>
/// <param name="data">The rows that it scores.</param>
/// <param name="flattening">How it takes pictures.</param>
internal sealed class ContributionPictures(
    MLContext mlContext, ITransformer model, IDataView data, ImageFlatteningEstimator.Options flattening)
{
    private const int Most = 24;

    // The mean of some tells enough of the mean of all, and all of them are decoded for it.
    private const int MostForBaseline = 500;

    // Row by row, R, G and B of a pixel together.
    private static readonly ImageFlatteningEstimator.Options Rgb = new();

    /// <summary>Chooses those of each class that the model is surest of, and an equal share of its surest mistakes.</summary>
    public static LabelledPrediction[] Choose(PredictedClasses predicted)
    {
        (string[] classes, LabelledPrediction[] examples, _, _) = predicted;
        int each = Math.Max(1, Most / (classes.Length + 1));
        return
        [
            .. Enumerable.Range(0, classes.Length)
                .SelectMany(i => Surest(examples.Where(example => example.Actual == i && !example.IsMistake)))
                .Concat(Surest(examples.Where(example => example.IsMistake)))
                .Take(Most),
        ];

        IEnumerable<LabelledPrediction> Surest(IEnumerable<LabelledPrediction> some)
            => some.OrderByDescending(example => example.Score).Take(each);
    }

    /// <summary>Draws what speaks for the prediction.</summary>
    /// <param name="chosen">The pictures to draw.</param>
    /// <param name="all">The pictures whose mean they are compared with.</param>
    /// <param name="rows">The number of rows in the data.</param>
    public IEnumerable<string> Draw(LabelledPrediction[] chosen, LabelledPrediction[] all, int rows)
    {
        LabelledPrediction[] inOrder = [.. chosen.OrderBy(example => example.Row)];
        int step = 1 + (all.Length / MostForBaseline);
        var explained = new ExplainedRows(
            mlContext,
            model,
            Take(inOrder, rows),
            inOrder.Select(example => example.Name),
            Take(all.Where((_, i) => i % step == 0), rows),
            _ => FeatureNames.ByPixel(flattening));
        bool hasOneScore = explained.HasOneScore;
        var drawn = new Dictionary<int, string>();
        foreach ((ExplainedRow row, LabelledPrediction example) in explained.Rows(CancellationToken.None).Zip(inOrder))
        {
            // The one score of two classes is that of the class that is 1.
            double sign = hasOneScore && example.Predicted == 0 ? -1 : 1;
            float[] gray = [.. row.Contributions.SelectMany(value => Enumerable.Repeat((float)(sign * value), 3))];
            drawn[example.Row] = PngPicture.Address(WeightPictures.ToRgb(gray, Rgb), flattening.Height, flattening.Width);
        }

        return chosen.Select(example => drawn[example.Row]);
    }

    private RowSubset Take(IEnumerable<LabelledPrediction> some, int rows)
    {
        var isIn = new bool[rows];
        foreach (LabelledPrediction example in some)
            isIn[example.Row] = true;
        return new RowSubset(data, isIn);
    }
}

/// <summary>A picture with what in it speaks for its prediction.</summary>
/// <param name="Picture">The address of the picture, as the network sees it.</param>
/// <param name="Contributions">The address of a picture of the contributions.</param>
/// <param name="Name">Its path.</param>
/// <param name="Actual">Its class.</param>
/// <param name="Predicted">The class it is taken for.</param>
/// <param name="Probability">The probability of that class.</param>
internal sealed record ContributionPicture(
    string Picture, string Contributions, string Name, string Actual, string Predicted, float? Probability);
