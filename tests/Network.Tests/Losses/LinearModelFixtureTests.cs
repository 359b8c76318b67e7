using System.Text.Json;
using MlNetShallow.Losses;
using MlNetShallow.Training;
using static MlNetShallow.Network.Tests.Closeness;

namespace MlNetShallow.Network.Tests.Losses;

/// <summary>Networks without hidden units against scikit-learn's linear models; benchmarks/linear_models.py made the
/// figures.</summary>
public class LinearModelFixtureTests
{
    private const int Columns = 3;

    private static readonly JsonElement Fixture = JsonDocument.Parse(
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Fixtures", "linear_models.json"))).RootElement;

    public static TheoryData<string, bool> Losses => new MatrixTheoryData<string, bool>(
        [.. Fixture.GetProperty("models").EnumerateArray().Select(model => model.GetProperty("loss").GetString()!)], [false, true]);

    [Theory]
    [MemberData(nameof(Losses))]
    public void TheMinimumIsScikitLearns(string text, bool scaled)
    {
        JsonElement model = Fixture.GetProperty("models").EnumerateArray()
            .Single(each => each.GetProperty("loss").GetString() == text);
        var loss = RegressionLoss.Parse(text);
        double[] weights = Numbers(Fixture.GetProperty("exampleWeights"));
        var examples = new TrainingSet(
            FeatureMatrix.FromRows<double>(Numbers(Fixture.GetProperty("features")), Columns),
            [.. Numbers(Fixture.GetProperty(model.GetProperty("labels").GetString()!)).Select(label => (float)label)],
            [.. weights.Select(weight => (float)weight)]);
        var shape = new NetworkShape(Columns, 0, outputLayer: loss.OutputLayer);

        RegressionLoss used = loss;
        // Of a scaled target δ is in its unit.
        if (scaled && loss is HuberLoss huber)
            used = RegressionLoss.Huber(huber.Delta / loss.FitTargets([examples]).Single().Deviation);

        TrainingResult<double> trained = NetworkTrainer.Train(
            ShallowNetwork<double>.Initialize(shape, WeightInitialization.Zeros, 1), examples,
            new TrainingOptions { Optimizer = Optimizer.Lbfgs(), Epochs = 300, Loss = used, ScaleTarget = scaled });

        double[] expected = [.. Numbers(model.GetProperty("weights")), model.GetProperty("bias").GetDouble()];
        double least = Cost(expected, examples.WithLoss(loss), shape);
        Assert.Equal(least, Cost(Engine.Values(trained.Network), examples.WithLoss(loss), shape), 0.003 * least);
        Assert.Equal(Cost(Engine.Values(trained.Network), examples.WithLoss(loss), shape), trained.History[^1].Cost, 1e-6);
        // Where the cost has kinks, the descent from some starts ends in one that is near the minimum.
        if (!scaled || loss is not QuantileLoss)
            AssertWithin(expected, Engine.Values(trained.Network), 1e-7);
    }

    private static double Cost(double[] values, TrainingSet examples, NetworkShape shape)
    {
        var parameters = new NetworkParameters<double>(shape);
        values.CopyTo(parameters.Values);
        return Engine.Cost(new ShallowNetwork<double>(parameters), examples);
    }

    private static double[] Numbers(JsonElement array) => [.. array.EnumerateArray().Select(number => number.GetDouble())];
}
