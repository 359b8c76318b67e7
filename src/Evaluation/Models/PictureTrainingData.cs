using Microsoft.ML;
using MlNetShallow.Data.Pictures;
using MlNetShallow.Data.Pipelines;
using MlNetShallow.Evaluation.Scored;

namespace MlNetShallow.Evaluation.Models;

/// <summary>Folders of pictures.</summary>
/// <param name="mlContext">Takes the trainer's messages.</param>
/// <param name="training">The pictures to learn from.</param>
/// <param name="test">The pictures to test with; null for none.</param>
/// <param name="form">What pictures are brought to.</param>
/// <param name="cancellation">Stops reading.</param>
internal sealed class PictureTrainingData(
    MLContext mlContext, LabelledFolder training, LabelledFolder? test, PictureForm form, CancellationToken cancellation)
    : ITrainingData
{
    private readonly IDataView _data = mlContext.Data.LoadFromEnumerable(training.Read(cancellation));

    public DataViewSchema InputSchema => _data.Schema;

    public string ValidationMetric => "accuracy";

    /// <summary>Opens the folders; the test set has the classes of the training set.</summary>
    public static PictureTrainingData Open(
        MLContext mlContext, string data, string? test, string? positive, PictureForm form, CancellationToken cancellation)
    {
        LabelledFolder training = LabelledFolder.Open(data, positive);
        bool hasSeveralClasses = training.Positive is null;
        LabelledFolder? tested = test is null ? null : LabelledFolder.Open(test, training.Positive, hasSeveralClasses);
        if (hasSeveralClasses)
            tested?.CheckClasses([.. training.Classes]);
        return new PictureTrainingData(mlContext, training, tested, form, cancellation);
    }

    public IEnumerable<string> Describe()
    {
        yield return training.DescribeClasses();
        yield return $"training set: {training.DescribeCounts()}";
        if (test is not null)
            yield return $"test set: {test.DescribeCounts()}";
    }

    public ITransformer Train(IOptionsReader options) => training.Positive is not { } positive
        ? PicturePipeline.Train(mlContext, _data, options.Read<ShallowNetworkMulticlassTrainer.Options>(), form)
        : PicturePipeline.Train(
            mlContext, _data, options.Read<ShallowNetworkBinaryTrainer.Options>(), form, [training.OthersOf(positive), positive]);

    public LabelledExamples Examples() => PicturePipeline.Examples(mlContext, training, test, form, cancellation);

    public IEnumerable<(string Name, ScoredSet Set)> Score(ITransformer model)
    {
        yield return ("training set", LabelledSets.OfPictures(mlContext, model, training, cancellation));
        if (test is not null)
            yield return ("test set", LabelledSets.OfPictures(mlContext, model, test, cancellation));
    }
}
