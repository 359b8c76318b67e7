using MlNetShallow.Training;
using static MlNetShallow.Network.Tests.Closeness;

namespace MlNetShallow.Network.Tests.Training.Preprocessing;

/// <summary>Regressions whose labels are scaled for the training.</summary>
public class TargetScalingTests
{
    [Theory]
    [InlineData(TrainingForm.Ordinary)]
    [InlineData(TrainingForm.Gram)]
    public void ARegressionOnAScaledTargetSpeaksInTheUsersUnit(TrainingForm form)
    {
        var random = new Random(9);
        var shape = new NetworkShape(4, 3, Activation.Tanh, OutputLayer.IdentitySquaredError);
        TrainingSet examples = Prices(random, 30), others = Prices(random, 12);
        var start = Engine.RandomNetwork(random, shape);
        var options = new TrainingOptions { ScaleTarget = true, LearningRate = 0.2, Epochs = 200, Form = form };

        var trained = NetworkTrainer.Train(start, examples, options, validation: others);

        var again = NetworkTrainer.Train(
            trained.Network, examples, options with { Epochs = 1, IsWarmStart = true }, validation: others);
        AssertClose(Engine.Cost(trained.Network, examples), again.CostHistory[0], 1e-9);
        AssertClose(Engine.Cost(trained.Network, others), trained.History[^1].ValidationCost!.Value, 1e-9);
        AssertClose(RSquared(trained.Network, others), trained.History[^1].ValidationMetric!.Value, 1e-9);
        Assert.InRange(trained.History[^1].ValidationMetric!.Value, 0.9, 1);
    }

    [Theory]
    [InlineData(3e38f)]
    [InlineData(-3e38f)]
    [InlineData(1.1e36f)]
    public void ATargetThatPredictionsCannotReachIsRefused(float target)
    {
        var start = ShallowNetwork<float>.Initialize(
            new NetworkShape(1, 2, outputLayer: OutputLayer.IdentitySquaredError), WeightInitialization.He, 1);
        var examples = new TrainingSet(FeatureMatrix.FromRows<float>([1, 2, 3], 1), [1, target, 3]);

        var error = Assert.Throws<ArgumentException>(
            () => NetworkTrainer.Train(start, examples, new TrainingOptions { ScaleTarget = true }));

        Assert.Contains(FormattableString.Invariant($"The label in row 1 is {target}"), error.Message, StringComparison.Ordinal);
        Assert.Contains("finite numbers of at most 1E+36 in magnitude", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TheLargestTargetsAreLearntAndScoredFinite()
    {
        var start = ShallowNetwork<float>.Initialize(
            new NetworkShape(1, 8, outputLayer: OutputLayer.IdentitySquaredError), WeightInitialization.He, 1);
        float[] labels = [.. Enumerable.Range(0, 30).Select(i => TrainingSet.LargestTarget * ((i / 14.5f) - 1))];
        float[] features = [.. Enumerable.Range(0, 30).Select(i => (float)i)];
        var examples = new TrainingSet(FeatureMatrix.FromRows<float>(features, 1), labels);

        var trained = NetworkTrainer.Train(start, examples, new TrainingOptions
        {
            Optimizer = Optimizer.Lbfgs(), Epochs = 100, ScaleTarget = true, FeatureScaling = FeatureScaling.MeanVariance,
        });

        Assert.All(trained.Network.Logits(examples.Features).Zip(labels), pair
            => Assert.Equal(pair.Second, pair.First, 0.05f * TrainingSet.LargestTarget));
    }

    [Theory]
    [InlineData("L-BFGS")]
    [InlineData("Adam")]
    [InlineData("descent")]
    public void AnUnscaledTargetWhoseSquaresAreTooLargeHasDiverged(string optimizer)
    {
        var start = ShallowNetwork<float>.Initialize(
            new NetworkShape(1, 2, outputLayer: OutputLayer.IdentitySquaredError), WeightInitialization.He, 1);
        var examples = new TrainingSet(FeatureMatrix.FromRows<float>([1, 2, 3], 1), [1e30f, -1e30f, 2e30f]);

        var error = Assert.Throws<TrainingDivergedException>(() => NetworkTrainer.Train(start, examples, new TrainingOptions
        {
            Optimizer = optimizer switch
            {
                "Adam" => Optimizer.Adam(),
                "L-BFGS" => Optimizer.Lbfgs(),
                _ => Optimizer.GradientDescent,
            },
            Form = TrainingForm.Ordinary,
        }));

        Assert.Equal(1, error.Epoch);
        Assert.Contains(optimizer == "L-BFGS" ? "for regression, the labels" : "learning rate", error.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void LinearRegressionOnScaledFeaturesAndTargetIsThatOfTheNormalEquations()
    {
        var random = new Random(10);
        TrainingSet examples = Prices(random, 40);
        var features = (FeatureMatrix<double>)examples.Features;
        var x = MathNet.Numerics.LinearAlgebra.Matrix<double>.Build.Dense(40, 5, (i, j) => j < 4 ? features.Row(i)[j] : 1);
        var y = MathNet.Numerics.LinearAlgebra.Vector<double>.Build.Dense(40, i => examples.Labels[i]);
        var expected = x.QR().Solve(y);

        var trained = NetworkTrainer.Train(
            ShallowNetwork<double>.Initialize(
                new NetworkShape(4, 0, outputLayer: OutputLayer.IdentitySquaredError), WeightInitialization.Zeros, 1),
            examples,
            new TrainingOptions
            {
                Optimizer = Optimizer.Lbfgs(),
                Epochs = 200,
                FeatureScaling = FeatureScaling.MeanVariance,
                ScaleTarget = true,
            });

        Assert.Equal(StopReason.Converged, trained.StopReason);
        AssertClose([.. expected], [.. trained.Network.W2, .. trained.Network.B2], 1e-6);
    }

    [Fact]
    public void ATargetThatIsTheSameInAllExamplesIsLearnt()
    {
        var shape = new NetworkShape(1, 0, outputLayer: OutputLayer.IdentitySquaredError);
        var examples = new TrainingSet(FeatureMatrix.FromRows<double>([1, 2, 3], 1), [42, 42, 42]);

        var trained = NetworkTrainer.Train(
            ShallowNetwork<double>.Initialize(shape, WeightInitialization.Zeros, 1), examples,
            new TrainingOptions { ScaleTarget = true, Epochs = 5 });

        AssertClose([42, 42, 42], trained.Network.Logits(examples.Features), 1e-12);
    }

    [Fact]
    public void AScaledTargetNeedsARegression()
    {
        var error = Assert.Throws<ArgumentException>(() => NetworkTrainer.Train(
            ShallowNetwork<double>.Initialize(new NetworkShape(2, 2), WeightInitialization.He, 2),
            Flower.Examples(), new TrainingOptions { ScaleTarget = true }));

        Assert.Contains("ScaleTarget", error.Message, StringComparison.Ordinal);
        Assert.Contains("OutputLayer SigmoidCrossEntropy", error.Message, StringComparison.Ordinal);
    }

    /// <summary>A noisy linear target of mean 5000 and deviation 300.</summary>
    private static TrainingSet Prices(Random random, int rows)
    {
        double[] features = [.. Enumerable.Range(0, 4 * rows).Select(_ => (2 * random.NextDouble()) - 1)];
        float[] labels = [.. Enumerable.Range(0, rows).Select(row => (float)(5000
            + (400 * features[4 * row]) - (300 * features[(4 * row) + 1]) + (10 * random.NextDouble())))];
        return new TrainingSet(FeatureMatrix.FromRows<double>(features, 4), labels);
    }

    private static double RSquared(ShallowNetwork<double> network, TrainingSet examples)
    {
        double[] y = [.. examples.Labels.ToArray().Select(label => (double)label)];
        double[] predicted = network.Logits(examples.Features);
        return 1 - (y.Zip(predicted, (a, b) => (a - b) * (a - b)).Sum() / y.Sum(label => Math.Pow(label - y.Average(), 2)));
    }
}
