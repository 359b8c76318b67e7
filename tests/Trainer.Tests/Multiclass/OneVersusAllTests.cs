using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;

namespace MlNetShallow.Trainer.Tests.Multiclass;

/// <summary>Each row of the table "One versus all and pairwise coupling" in docs/mlnet-integration.md.</summary>
public class OneVersusAllTests
{
    private readonly MLContext _context = new(seed: 1);

    /// <summary>It wants the class that built-in trainers give, which nobody else can make; so this is a compiler's error.</summary>
    [Fact]
    public void OneVersusAllDoesNotCompile()
    {
        var wanted = typeof(ITrainerEstimator<BinaryPredictionTransformer<ShallowNetworkModelParameters>, ShallowNetworkModelParameters>);

        Assert.False(typeof(ShallowNetworkBinaryTrainer).IsAssignableTo(wanted));
        Assert.Empty(typeof(BinaryPredictionTransformer<ShallowNetworkModelParameters>).GetConstructors());
    }

    [Fact]
    public void PairwiseCouplingRefuses()
    {
        var error = Assert.ThrowsAny<ArgumentException>(
            () => _context.MulticlassClassification.Trainers.PairwiseCoupling(Circles.Trainer(_context)));

        Assert.Equal("binaryEstimator", error.ParamName);
        Assert.Contains("right kind of model", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void OneNetworkTellsAllClassesApartWhereOneLinearModelForEachCannot()
    {
        IDataView data = Rings.Singles(_context);
        var ofLines = _context.MulticlassClassification.Trainers.OneVersusAll(
            _context.BinaryClassification.Trainers.LbfgsLogisticRegression());

        Assert.InRange(Accuracy(Rings.Trainer(_context).Fit(data)), 0.9, 1);
        Assert.InRange(Accuracy(ofLines.Fit(data)), 0, 0.8);

        double Accuracy(ITransformer model) => _context.MulticlassClassification.Evaluate(model.Transform(data)).MicroAccuracy;
    }

    /// <summary>The strategy itself: a trainer for each class against the rest, and the most probable one.</summary>
    [Fact]
    public void OneNetworkForEachClassIsALoop()
    {
        float[][] probabilities = [.. Rings.Classes.Select(name =>
        {
            IDataView data = _context.Data.LoadFromEnumerable(
                Rings.Points.Select(point => new Point { Features = point.Features, Label = point.Class == name }));
            return Circles.Trainer(_context).Fit(data).Transform(data).GetColumn<float>("Probability").ToArray();
        })];

        int right = Rings.Points.Where((point, i) => point.Class
            == Rings.Classes.Zip(probabilities).MaxBy(pair => pair.Second[i]).First).Count();

        Assert.InRange(right / (double)Rings.Count, 0.85, 1);
    }
}
