using MlNetShallow.Diagnostics;
using MlNetShallow.Training;

namespace MlNetShallow.Network.Tests.Diagnostics;

public class GradientCheckTests
{
    public static MatrixTheoryData<string, Activation, OutputLayer> EnginesActivationsOutputs
        => new(["reference", "vectorized"], Enum.GetValues<Activation>(), Enum.GetValues<OutputLayer>());

    [Theory]
    [MemberData(nameof(EnginesActivationsOutputs))]
    public void BackPropagationIsTheDerivativeOfTheCost(string engine, Activation activation, OutputLayer outputLayer)
    {
        var random = new Random(11);
        foreach (var (hiddenLayers, weighted, p) in Cases)
        {
            var network = Engine.RandomNetwork(random, Engine.ShapeWith(4, hiddenLayers, activation, outputLayer));
            var examples = Engine.RandomExamples(random, 7, network.Shape, weighted);

            var check = GradientCheck.Run(network, examples, Engine.Named(engine), dropout: new DropoutMask(p, 5));

            Assert.InRange(check.RelativeError, 0, 1e-7);
            Assert.Equal(network.Shape.ParameterCount, check.Analytic.Count);
            Assert.Contains(check.Analytic, derivative => Math.Abs(derivative) > 1e-3);
        }
    }

    [Theory]
    [MemberData(nameof(EnginesActivationsOutputs))]
    public void AStepGoesDownTheDerivativeOfCostAndPenalty(string engine, Activation activation, OutputLayer outputLayer)
    {
        const double L2 = 0.3, Rate = 0.5, Epsilon = 1e-5;
        // With this seed no difference is taken across a kink, of ReLU or of the quantiles' cost.
        var random = new Random(18);
        foreach (var (hiddenLayers, weighted, p) in Cases)
        {
            var network = Engine.RandomNetwork(random, Engine.ShapeWith(4, hiddenLayers, activation, outputLayer));
            var examples = Engine.RandomExamples(random, 7, network.Shape, weighted);
            var options = new TrainingOptions { Epochs = 1, LearningRate = Rate, L2Regularization = L2, Dropout = p };

            var stepped = NetworkTrainer.Train(network, examples, options, Engine.Named(engine)).Network.CopyParameters();

            double[] start = Engine.Values(network), end = stepped.Values.ToArray();
            double[] analytic = [.. start.Zip(end, (before, after) => (before - after) / Rate)];
            double[] numerical = [.. Enumerable.Range(0, start.Length).Select(
                i => (Objective(i, Epsilon) - Objective(i, -Epsilon)) / (2 * Epsilon))];
            Assert.InRange(new GradientCheck(analytic, numerical).RelativeError, 0, 1e-7);

            double Objective(int i, double distance)
            {
                var at = network.CopyParameters();
                at.Values[i] += distance;
                double squares = Enumerable.Range(1, at.Shape.Layers).Sum(layer => at.W(layer).ToArray().Sum(w => w * w));
                return (L2 / 2 * squares) + Engine.Named(engine).CostAndGradient(
                    at, examples, Engine.All(examples), new NetworkParameters<double>(at.Shape),
                    DropoutMask.OfEpoch(options, 1, 0));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Engine.BothWithEveryActivation), MemberType = typeof(Engine))]
    public void BackPropagationThroughSparseFeaturesIsTheDerivativeToo(string engine, Activation activation)
    {
        var random = new Random(12);
        foreach (int hiddenUnits in (int[])[0, 1, 5])
        {
            var network = Engine.RandomNetwork(random, new NetworkShape(9, hiddenUnits, activation));
            var examples = Engine.RandomSparseExamples(random, 7, 9, density: 0.3, weighted: true).Sparse;

            var check = GradientCheck.Run(network, examples, Engine.Named(engine));

            Assert.InRange(check.RelativeError, 0, 1e-7);
            Assert.Contains(check.Analytic, derivative => Math.Abs(derivative) > 1e-3);
        }
    }

    /// <summary>Hidden layers, whether there are weights, and the probability of dropout, in all combinations.</summary>
    private static IEnumerable<(int[] HiddenLayers, bool Weighted, double Dropout)> Cases =>
        from hiddenLayers in (int[][])[[], [1], [5], [5, 4], [4, 6, 3], [5, 3, 4, 6]]
        from weighted in (bool[])[false, true]
        from dropout in hiddenLayers is [> 1, ..] ? (double[])[0, 0.4] : [0]
        select (hiddenLayers, weighted, dropout);

    [Fact]
    public void AWrongGradientIsFound()
    {
        var check = new GradientCheck(Analytic: [1, 2, -3], Numerical: [1, 2, 3]);

        Assert.Equal(6 / (2 * Math.Sqrt(14)), check.RelativeError, 1e-12);
    }

    [Fact]
    public void AStepOfZeroIsRefused()
    {
        var random = new Random(1);
        var network = Engine.RandomNetwork(random, new NetworkShape(2, 1));

        Assert.Throws<ArgumentOutOfRangeException>(
            () => GradientCheck.Run(network, Engine.RandomExamples(random, 2, 2, false), epsilon: 0));
    }
}
