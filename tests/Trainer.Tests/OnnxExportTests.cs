using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetShallow.Onnx;
using MlNetShallow.Tests.Shared;
using MlNetShallow.Trainer.Tests.Multiclass;
using MlNetShallow.Trainer.Tests.Regression;

namespace MlNetShallow.Trainer.Tests;

/// <summary>What ONNX Runtime makes of an exported model, against the columns that ML.NET gives. Features are scaled in training,
/// which the file must have within its weights.</summary>
public class OnnxExportTests
{
    private readonly MLContext _context = new(seed: 1);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void ABinaryModelIsTheSameInOnnx(bool ofBytes)
    {
        IDataView data = ofBytes ? Circles.Bytes(_context) : Circles.Singles(_context);
        var model = Circles.Trainer(_context, options => options.FeatureScaling = FeatureScaling.MeanVariance).Fit(data);
        IDataView scored = model.Transform(data);

        byte[] file = Export(model.Model, ["outside", "inside"]);

        Assert.Equal("""["outside","inside"]""", new OnnxFile(file).Metadata["classes"]);
        // The points are whole 255ths: where the model takes bytes, these are byte / 255.
        var outputs = Score(file, Circles.Points.Select(point => point.Features));
        AssertClose(scored.GetColumn<float>("Probability"), outputs["probability"]);
        AssertClose(scored.GetColumn<float>("Score"), outputs["score"]);
        Assert.Equal(scored.GetColumn<bool>("PredictedLabel"), outputs["label"].Select(label => label == 1));
    }

    [Fact]
    public void TheLabelObeysTheModelsThreshold()
    {
        IDataView data = Circles.Singles(_context);
        var trainer = Circles.Trainer(_context, options => (options.Threshold, options.ClassNames) = (0.8, ["out", "in"]));
        var model = trainer.Fit(data);
        IDataView scored = model.Transform(data);

        byte[] file = Export(model.Model);

        Assert.Equal("""["out","in"]""", new OnnxFile(file).Metadata["classes"]);
        Assert.Equal("1.3862944", new OnnxFile(file).Metadata["score_threshold"]);
        var outputs = Score(file, Circles.Points.Select(point => point.Features));
        Assert.Equal(scored.GetColumn<bool>("PredictedLabel"), outputs["label"].Select(label => label == 1));
        Assert.NotEqual(scored.GetColumn<bool>("PredictedLabel"), scored.GetColumn<float>("Score").Select(score => score > 0));
        Assert.Throws<ArgumentException>(
            () => model.Model.SaveAsOnnx(Stream.Null, new OnnxMetadata { ScoreThreshold = float.NaN }));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void AMulticlassModelIsTheSameInOnnx(bool ofBytes)
    {
        IDataView data = ofBytes ? Rings.Bytes(_context) : Rings.Singles(_context);
        var model = Rings.Trainer(_context, options =>
        {
            options.FeatureScaling = FeatureScaling.MinMax;
            options.NumberOfEpochs = 10;
        }).Fit(data);
        IDataView scored = model.Transform(data);

        var outputs = Score(Export(model.Model), Rings.Points.Select(point => point.Features));

        AssertClose(
            scored.GetColumn<VBuffer<float>>("Score").SelectMany(score => score.DenseValues()), outputs["probabilities"]);
        // Keys start at 1.
        Assert.Equal(scored.GetColumn<uint>("PredictedLabel"), outputs["label"].Select(label => (uint)label + 1));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void ARegressionModelIsTheSameInOnnx(bool ofBytes)
    {
        IDataView data = ofBytes ? Waves.Bytes(_context) : Waves.Singles(_context);
        var model = Waves.Trainer(_context, options =>
        {
            options.FeatureScaling = FeatureScaling.MeanVariance;
            options.NumberOfEpochs = 10;
        }).Fit(data);

        var outputs = Score(Export(model.Model), Waves.Points.Select(point => point.Features));

        AssertClose(model.Transform(data).GetColumn<float>("Score"), outputs["score"]);
    }

    [Fact]
    public void AFileHoldsWhatAStreamDoes()
    {
        var model = Circles.Trainer(_context, options => options.NumberOfEpochs = 1).Fit(Circles.Singles(_context)).Model;
        string path = Path.GetTempFileName();
        try
        {
            using var stream = new MemoryStream();
            model.SaveAsOnnx(stream);
            model.SaveAsOnnx(path);

            Assert.Equal(stream.ToArray(), File.ReadAllBytes(path));
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static byte[] Export(ShallowNetworkModelParameters model, string[]? classNames = null)
    {
        using var stream = new MemoryStream();
        model.SaveAsOnnx(stream, new OnnxMetadata { ClassNames = classNames });
        return stream.ToArray();
    }

    private static Dictionary<string, double[]> Score(byte[] file, IEnumerable<float[]> examples)
    {
        float[][] rows = [.. examples];
        using var scorer = new OnnxScorer(file);
        return scorer.Score([.. rows.SelectMany(row => row)], rows.Length);
    }

    // Sums in single precision, in another order, of logits of some tens: 1e-6 of them, and less of a probability.
    private static void AssertClose(IEnumerable<float> ours, double[] onnx)
        => Assert.All(ours.Zip(onnx), pair => Assert.Equal(pair.First, pair.Second, 1e-5 * Math.Max(1, Math.Abs(pair.First))));
}
