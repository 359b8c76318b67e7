using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetShallow.Onnx;
using MlNetShallow.Tests.Shared;
using MlNetShallow.Trainer.Tests.Multiclass;
using MlNetShallow.Trainer.Tests.Regression;

namespace MlNetShallow.Trainer.Tests;

/// <summary>The graph in the file, computed node by node, against the columns that ML.NET gives. Features are scaled in
/// training, which the file must have within its weights.</summary>
public class OnnxExportTests
{
    private readonly MLContext _context = new(seed: 1);

    [Fact]
    public void ABinaryModelIsTheSameInOnnx()
    {
        IDataView data = Circles.Singles(_context);
        var model = Circles.Trainer(_context, options => options.FeatureScaling = FeatureScaling.MeanVariance).Fit(data);
        IDataView scored = model.Transform(data);

        OnnxFile file = Export(model.Model, ["outside", "inside"]);

        Assert.Equal("""["outside","inside"]""", file.Metadata["classes"]);
        var outputs = Circles.Points.Select(point => file.Score(point.Features)).ToArray();
        AssertClose(scored.GetColumn<float>("Probability"), outputs.Select(output => output["probability"].Single()));
        AssertClose(scored.GetColumn<float>("Score"), outputs.Select(output => output["score"].Single()));
        Assert.Equal(
            scored.GetColumn<bool>("PredictedLabel"), outputs.Select(output => output["label"].Single() == 1));
    }

    [Fact]
    public void AMulticlassModelIsTheSameInOnnx()
    {
        IDataView data = Rings.Singles(_context);
        var model = Rings.Trainer(_context, options =>
        {
            options.FeatureScaling = FeatureScaling.MinMax;
            options.NumberOfEpochs = 10;
        }).Fit(data);
        IDataView scored = model.Transform(data);

        OnnxFile file = Export(model.Model);

        var outputs = Rings.Points.Select(point => file.Score(point.Features)).ToArray();
        foreach ((VBuffer<float> expected, Dictionary<string, double[]> output) in
            scored.GetColumn<VBuffer<float>>("Score").Zip(outputs))
            AssertClose(expected.DenseValues(), output["probabilities"]);
        // Keys start at 1.
        Assert.Equal(
            scored.GetColumn<uint>("PredictedLabel"), outputs.Select(output => (uint)output["label"].Single() + 1));
    }

    [Fact]
    public void ARegressionModelIsTheSameInOnnx()
    {
        IDataView data = Waves.Singles(_context);
        var model = Waves.Trainer(_context, options =>
        {
            options.FeatureScaling = FeatureScaling.MeanVariance;
            options.NumberOfEpochs = 10;
        }).Fit(data);

        OnnxFile file = Export(model.Model);

        AssertClose(
            model.Transform(data).GetColumn<float>("Score"),
            Waves.Points.Select(point => file.Score(point.Features)["score"].Single()));
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

    private static OnnxFile Export(ShallowNetworkModelParameters model, string[]? classNames = null)
    {
        using var stream = new MemoryStream();
        model.SaveAsOnnx(stream, new OnnxMetadata { ClassNames = classNames });
        return new OnnxFile(stream.ToArray());
    }

    private static void AssertClose(IEnumerable<float> expected, IEnumerable<double> actual)
        => Assert.All(expected.Zip(actual, (ours, onnx) => (ours, onnx)), pair => Assert.Equal(pair.ours, pair.onnx, 1e-5));
}
