using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetShallow.Trainer.Tests.Multiclass;

namespace MlNetShallow.Trainer.Tests;

/// <summary>However sure a model is, its probabilities are no certainties: one row that it gets wrong makes no metric
/// infinite.</summary>
public class ProbabilityTests
{
    private const float Far = 1e6f;

    private readonly MLContext _context = new(seed: 1);

    [Fact]
    public void OfTwoClassesTheLogLossIsFinite()
    {
        var model = Circles.Trainer(_context, options => options.Activation = Activation.Relu).Fit(Circles.Singles(_context));
        IDataView far = _context.Data.LoadFromEnumerable(Circles.Points.SelectMany(point => ((bool[])[false, true]).Select(label
            => new Point { Label = label, Features = [.. point.Features.Select(x => Far * x)] })));

        foreach (ITransformer either in (ITransformer[])[model, Loaded(model, far)])
        {
            IDataView scored = either.Transform(far);
            float[] scores = [.. scored.GetColumn<float>("Score")];

            Assert.Contains(scores, score => Math.Abs(score) > 1000);
            Assert.All(scored.GetColumn<float>("Probability"), p => Assert.True(p is > 0 and < 1));
            CalibratedBinaryClassificationMetrics metrics = _context.BinaryClassification.Evaluate(scored);
            Assert.True(double.IsFinite(metrics.LogLoss) && double.IsFinite(metrics.LogLossReduction));
            using var engine = _context.Model.CreatePredictionEngine<Point, Prediction>(either);
            Assert.Equal(scored.GetColumn<float>("Probability").First(), engine.Predict(new Point
            {
                Features = [.. Circles.Points[0].Features.Select(x => Far * x)],
            }).Probability);
        }
    }

    [Fact]
    public void OfSeveralClassesTheLogLossIsFinite()
    {
        var model = Rings.Trainer(_context, options => options.Activation = Activation.Relu).Fit(Rings.Singles(_context));
        IDataView far = Rings.WithKeys(_context, _context.Data.LoadFromEnumerable(Rings.Points.Select((point, i) => new RingPoint
        {
            Class = Rings.Classes[i % 3], Features = [.. point.Features.Select(x => Far * x)],
        })));

        foreach (ITransformer either in (ITransformer[])[model, Loaded(model, far)])
        {
            IDataView scored = either.Transform(far);

            Assert.All(scored.GetColumn<float[]>("Score"), scores => Assert.All(scores, p => Assert.True(p is > 0 and < 1)));
            MulticlassClassificationMetrics metrics = _context.MulticlassClassification.Evaluate(scored);
            Assert.InRange(metrics.LogLoss, 1, 100);
            Assert.All(metrics.PerClassLogLoss, loss => Assert.True(double.IsFinite(loss)));
        }
    }

    private ITransformer Loaded(ITransformer model, IDataView data)
    {
        using var stream = new MemoryStream();
        _context.Model.Save(model, data.Schema, stream);
        stream.Position = 0;
        return new MLContext().Model.Load(stream, out _);
    }
}
