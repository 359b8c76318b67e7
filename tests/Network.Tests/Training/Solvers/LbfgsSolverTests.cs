using MathNet.Numerics.LinearAlgebra;
using MlNetShallow.Training;

namespace MlNetShallow.Network.Tests.Training.Solvers;

public class LbfgsSolverTests
{
    [Theory]
    [InlineData(TrainingForm.Ordinary)]
    [InlineData(TrainingForm.Gram)]
    public void FindsTheMinimumThatNewtonsMethodFinds(TrainingForm form)
    {
        // Logistic regression with L2 is strictly convex: Newton's method, in plain matrices, finds its one minimum.
        var random = new Random(2);
        const double L2 = 0.1;
        TrainingSet examples = Engine.RandomExamples(random, 40, 5, weighted: false);
        Vector<double> minimum = Newton(examples, L2);

        var trained = NetworkTrainer.Train(
            ShallowNetwork<double>.Initialize(new NetworkShape(5, 0), WeightInitialization.Zeros, 1),
            examples,
            new TrainingOptions { Optimizer = Optimizer.Lbfgs(), Epochs = 100, L2Regularization = L2, Form = form });

        for (int i = 0; i < 5; i++)
            Assert.Equal(minimum[i], trained.Network.W2[i], 1e-6);
        Assert.Equal(minimum[5], trained.Network.B2[0], 1e-6);
    }

    [Fact]
    public void EveryStepLowersTheCost()
    {
        var start = ShallowNetwork<double>.Initialize(new NetworkShape(2, 8, Activation.Tanh), WeightInitialization.Xavier, 2);

        var trained = NetworkTrainer.Train(
            start, Flower.Examples(), new TrainingOptions { Optimizer = Optimizer.Lbfgs(), Epochs = 200 });

        for (int i = 1; i < trained.CostHistory.Count; i++)
            Assert.True(trained.CostHistory[i] < trained.CostHistory[i - 1]);
        // Gradient descent at rate 1.2 with 5 units is at 0.25 after 5000 steps.
        Assert.InRange(trained.CostHistory[^1], 0, 0.25);
    }

    [Fact]
    public void SaysWhenItHasConverged()
    {
        var random = new Random(3);
        var trained = NetworkTrainer.Train(
            ShallowNetwork<double>.Initialize(new NetworkShape(3, 0), WeightInitialization.Zeros, 1),
            Engine.RandomExamples(random, 30, 3, weighted: true),
            new TrainingOptions { Optimizer = Optimizer.Lbfgs(), Epochs = 10_000, L2Regularization = 0.1 });

        Assert.Equal(StopReason.Converged, trained.StopReason);
        Assert.InRange(trained.CostHistory.Count, 1, 200);
    }

    [Fact]
    public void AToleranceEndsItWhereStepsSaveLittle()
    {
        var start = ShallowNetwork<double>.Initialize(new NetworkShape(3, 4), WeightInitialization.He, 1);
        TrainingSet examples = Engine.RandomExamples(new Random(3), 30, 3, weighted: false);
        var options = new TrainingOptions { Optimizer = Optimizer.Lbfgs(), Epochs = 1000 };

        IReadOnlyList<double> Costs(double tolerance)
            => NetworkTrainer.Train(start, examples, options with { RelativeTolerance = tolerance }).CostHistory;

        IReadOnlyList<double> all = Costs(0), some = Costs(1e-3);
        Assert.Equal(all.Take(some.Count), some);
        // costs[i] is that before step i + 1: what the last step saved is seen in the longer run.
        double[] saved = [.. Enumerable.Range(0, some.Count).Select(i => (all[i] - all[i + 1]) / all[i])];
        Assert.All(saved[^3..], part => Assert.InRange(part, 0, 1e-3));
        Assert.DoesNotContain(
            Enumerable.Range(0, saved.Length - 3), i => saved[i..(i + 3)].All(part => part < 1e-3));
    }

    [Fact]
    public void ABatchSizeIsRefusedByName()
    {
        var start = ShallowNetwork<double>.Initialize(new NetworkShape(2, 2), WeightInitialization.He, 1);

        var error = Assert.Throws<ArgumentException>(() => NetworkTrainer.Train(
            start, Flower.Examples(), new TrainingOptions { Optimizer = Optimizer.Lbfgs(), BatchSize = 16 }));

        Assert.Contains("L-BFGS", error.Message, StringComparison.Ordinal);
        Assert.Contains("BatchSize must be 0, not 16", error.Message, StringComparison.Ordinal);
    }

    /// <summary>The minimum (w, b) of the mean cross-entropy + λ/2 ‖w‖².</summary>
    private static Vector<double> Newton(TrainingSet examples, double l2)
    {
        var features = (FeatureMatrix<double>)examples.Features;
        int n = features.Columns;
        var x = Matrix<double>.Build.Dense(examples.Rows, n + 1, (i, j) => j < n ? features.Row(i)[j] : 1);
        var y = Vector<double>.Build.Dense(examples.Rows, i => examples.Labels[i]);
        var penalty = Matrix<double>.Build.Diagonal(n + 1, n + 1, j => j < n ? l2 : 0);
        var theta = Vector<double>.Build.Dense(n + 1);
        for (int i = 0; i < 30; i++)
        {
            var p = (x * theta).Map(z => 1 / (1 + Math.Exp(-z)));
            var gradient = (x.Transpose() * (p - y) / examples.Rows) + (penalty * theta);
            var weights = Matrix<double>.Build.Diagonal(p.Map(value => value * (1 - value) / examples.Rows).ToArray());
            theta -= ((x.Transpose() * weights * x) + penalty).Solve(gradient);
        }

        return theta;
    }
}
