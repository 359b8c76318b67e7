using MlNetShallow.Training;
using MlNetShallow.Training.Solvers;

namespace MlNetShallow.Network.Tests.Training.Solvers;

/// <summary>Each rule against its published formula, step by step, on gradients that are given.</summary>
public class UpdateRuleTests
{
    private const double Rate = 0.1;

    // Long enough for vectors and a remainder: 7·3 weights, 3 biases, 3 weights, 1 bias.
    private static readonly NetworkShape Shape = new(7, 3);

    [Theory]
    [InlineData(0)]
    [InlineData(0.3)]
    public void GradientDescent(double l2)
        => AssertFollows(Optimizer.GradientDescent, l2, (_, theta, g, _) => theta - (Rate * g));

    [Theory]
    [InlineData(0)]
    [InlineData(0.3)]
    public void Momentum(double l2)
        => AssertFollows(Optimizer.Momentum(0.8), l2, (_, theta, g, state) =>
        {
            state[0] = (0.8 * state[0]) + g;
            return theta - (Rate * state[0]);
        });

    [Theory]
    [InlineData(0)]
    [InlineData(0.3)]
    public void Nesterov(double l2)
        => AssertFollows(Optimizer.Nesterov(0.8), l2, (_, theta, g, state) =>
        {
            state[0] = (0.8 * state[0]) + g;
            return theta - (Rate * (g + (0.8 * state[0])));
        });

    [Theory]
    [InlineData(0)]
    [InlineData(0.3)]
    public void Adam(double l2)
        => AssertFollows(Optimizer.Adam(0.7, 0.95, 1e-3), l2, (t, theta, g, state) =>
        {
            state[0] = (0.7 * state[0]) + (0.3 * g);
            state[1] = (0.95 * state[1]) + (0.05 * g * g);
            double mHat = state[0] / (1 - Math.Pow(0.7, t)), vHat = state[1] / (1 - Math.Pow(0.95, t));
            return theta - (Rate * mHat / (Math.Sqrt(vHat) + 1e-3));
        });

    private static void AssertFollows(Optimizer optimizer, double l2, Func<int, double, double, double[], double> formula)
    {
        var random = new Random(4);
        var parameters = new NetworkParameters<double>(Shape);
        foreach (ref double value in parameters.Values)
            value = random.NextDouble() - 0.5;
        double[] expected = parameters.Values.ToArray();
        double[][] state = [.. expected.Select(_ => new double[2])];
        var options = new TrainingOptions { L2Regularization = l2 };
        var rule = UpdateRule<double>.Create(optimizer, parameters, options);

        for (int t = 1; t <= 5; t++)
        {
            double[] gradient = [.. expected.Select(_ => random.NextDouble() - 0.5)];
            for (int i = 0; i < expected.Length; i++)
            {
                bool isBias = i is >= 21 and < 24 or 27;
                expected[i] = formula(t, expected[i], gradient[i] + (isBias ? 0 : l2 * expected[i]), state[i]);
            }

            // In parts, as an engine hands them over; the second begins inside W1 and ends with the biases.
            rule.BeginStep(Rate);
            rule.Accept(0, gradient.AsSpan(0, 10));
            rule.Accept(10, gradient.AsSpan(10));
            for (int i = 0; i < expected.Length; i++)
                Assert.Equal(expected[i], parameters.Values[i], 1e-13);
        }
    }
}
