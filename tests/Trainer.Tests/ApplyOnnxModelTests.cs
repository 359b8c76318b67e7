using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Onnx;
using MlNetShallow.Trainer.Tests.Multiclass;
using MlNetShallow.Trainer.Tests.Regression;

namespace MlNetShallow.Trainer.Tests;

/// <summary>Exported models as a stage of an ML.NET pipeline, by its <c>ApplyOnnxModel</c>, against the models themselves.</summary>
public sealed class ApplyOnnxModelTests : IDisposable
{
    // Sums in single precision, in another order, of logits of some tens.
    private const double Tolerance = 1e-5;

    private readonly MLContext _context = new(seed: 1);
    private readonly string _folder = Directory.CreateTempSubdirectory("onnx-").FullName;

    private string Onnx => Path.Combine(_folder, "model.onnx");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void ABinaryModelGivesTheSameColumns()
    {
        IDataView data = Circles.Singles(_context);
        var model = Circles.Trainer(_context).Fit(data);
        IDataView expected = model.Transform(data);

        IDataView scored = Apply(model.Model, data, Singles(), "score", "probability", "label");

        AssertClose(expected.GetColumn<float>("Score"), Single(scored, "score"));
        AssertClose(expected.GetColumn<float>("Probability"), Single(scored, "probability"));
        Assert.Equal(
            expected.GetColumn<bool>("PredictedLabel"),
            scored.GetColumn<VBuffer<long>>("label").Select(label => label.GetItemOrDefault(0) == 1));
    }

    [Fact]
    public void AMulticlassModelGivesTheSameColumns()
    {
        IDataView data = Rings.Singles(_context);
        var model = Rings.Trainer(_context, options => options.NumberOfEpochs = 10).Fit(data);
        IDataView expected = model.Transform(data);

        IDataView scored = Apply(model.Model, data, Singles(), "probabilities", "label");

        AssertClose(
            expected.GetColumn<VBuffer<float>>("Score").SelectMany(score => score.DenseValues()),
            scored.GetColumn<VBuffer<float>>("probabilities").SelectMany(score => score.DenseValues()));
        Assert.Equal(
            expected.GetColumn<uint>("PredictedLabel"),
            scored.GetColumn<VBuffer<long>>("label").Select(label => (uint)label.GetItemOrDefault(0) + 1));
    }

    [Fact]
    public void AModelOfBytesTakesThemDividedBy255()
    {
        IDataView data = Waves.Bytes(_context);
        var model = Waves.Trainer(_context, options => options.NumberOfEpochs = 10).Fit(data);

        IDataView scored = Apply(model.Model, data, Bytes(), "score");

        AssertClose(model.Transform(data).GetColumn<float>("Score"), Single(scored, "score"));
    }

    [Fact]
    public void APipelineWithItIsSavedAndLoaded()
    {
        IDataView data = Waves.Bytes(_context);
        var model = Waves.Trainer(_context, options => options.NumberOfEpochs = 2).Fit(data);
        model.Model.SaveAsOnnx(Onnx);
        ITransformer pipeline = Bytes().Append(Stage("score")).Fit(data);
        string file = Path.Combine(_folder, "pipeline.zip");

        _context.Model.Save(pipeline, data.Schema, file);
        // What is loaded has the network in it.
        File.Delete(Onnx);
        ITransformer loaded = new MLContext().Model.Load(file, out _);

        Assert.Equal(Single(pipeline.Transform(data), "score"), Single(loaded.Transform(data), "score"));
    }

    [Fact]
    public void APredictionEngineScoresRowByRow()
    {
        IDataView data = Circles.Singles(_context);
        var model = Circles.Trainer(_context).Fit(data);
        model.Model.SaveAsOnnx(Onnx);
        ITransformer pipeline = Singles().Append(Stage("score", "probability", "label")).Fit(data);

        using var engine = _context.Model.CreatePredictionEngine<Point, OnnxPrediction>(pipeline);

        AssertClose(
            model.Transform(data).GetColumn<float>("Probability").Take(20),
            [.. Circles.Points.Take(20).Select(point => engine.Predict(point).Probability.Single())]);
    }

    private IDataView Apply(
        ShallowNetworkModelParameters model, IDataView data, IEstimator<ITransformer> features, params string[] outputs)
    {
        model.SaveAsOnnx(Onnx);
        return features.Append(Stage(outputs)).Fit(data).Transform(data);
    }

    private OnnxScoringEstimator Stage(params string[] outputs)
        => _context.Transforms.ApplyOnnxModel(outputs, ["features"], Onnx);

    private IEstimator<ITransformer> Singles() => _context.Transforms.CopyColumns("features", "Features");

    private IEstimator<ITransformer> Bytes()
        => _context.Transforms.Conversion.ConvertType("features", "Features", DataKind.Single)
            .Append(_context.Transforms.Expression("features", "x : x / 255", "features"));

    // The open number of examples is 1 there, so that each output is a vector of one.
    private static float[] Single(IDataView scored, string column)
        => [.. scored.GetColumn<VBuffer<float>>(column).Select(value => Assert.Single(value.DenseValues()))];

    private static void AssertClose(IEnumerable<float> ours, IEnumerable<float> onnx)
    {
        float[] expected = [.. ours], actual = [.. onnx];
        Assert.Equal(expected.Length, actual.Length);
        Assert.All(
            expected.Zip(actual),
            pair => Assert.Equal(pair.First, pair.Second, Tolerance * Math.Max(1, Math.Abs(pair.First))));
    }

    private sealed class OnnxPrediction
    {
        [ColumnName("probability")]
        public float[] Probability { get; set; } = [];
    }
}
