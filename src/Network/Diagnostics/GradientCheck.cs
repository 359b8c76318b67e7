using MlNetShallow.Engines;

namespace MlNetShallow.Diagnostics;

/// <summary>
/// Compares an engine's gradient with central differences of its cost: ∂J/∂θ ≈ (J(θ + ε) − J(θ − ε)) / 2ε for every
/// parameter θ, in double precision.
/// </summary>
/// <param name="Analytic">The gradient by back-propagation, in the order of <see cref="NetworkParameters{T}.Values"/>.</param>
/// <param name="Numerical">The central differences, in the same order.</param>
public sealed record GradientCheck(IReadOnlyList<double> Analytic, IReadOnlyList<double> Numerical)
{
    /// <summary>
    /// ‖numerical − analytic‖ / (‖numerical‖ + ‖analytic‖): about 1e-9 where back-propagation is right, above 1e-4 where it
    /// is wrong; 0 where both are 0. Near a kink of ReLU or leaky ReLU the differences, not the gradient, are off.
    /// </summary>
    public double RelativeError
    {
        get
        {
            double scale = Norm(Analytic) + Norm(Numerical);
            return scale == 0 ? 0 : Norm([.. Analytic.Zip(Numerical, (a, n) => n - a)]) / scale;
        }
    }

    /// <summary>Checks the gradient of a network over some examples. Costs two forward passes a parameter: use a small
    /// one.</summary>
    /// <param name="network">The network at which the gradient is taken.</param>
    /// <param name="examples">The examples, all of which count.</param>
    /// <param name="engine">The engine to be checked; by default the fast one.</param>
    /// <param name="epsilon">ε, the distance of the differences; above 0. The default balances the ε² of the formula with the
    /// rounding of J.</param>
    /// <param name="dropout">The hidden units to drop, the same at every θ; by default none.</param>
    /// <exception cref="ArgumentException">The examples have another number of features than the network, or a label that its
    /// output layer does not know.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="epsilon"/> is not above 0.</exception>
    public static GradientCheck Run(
        ShallowNetwork<double> network,
        TrainingSet examples,
        INetworkEngine<double>? engine = null,
        double epsilon = 1e-5,
        DropoutMask dropout = default)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(examples);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(epsilon);
        examples.CheckLabels(network.Shape);
        engine ??= new VectorizedEngine<double>();

        var parameters = network.CopyParameters();
        var gradient = new NetworkParameters<double>(network.Shape);
        var unused = new NetworkParameters<double>(network.Shape);
        int[] all = [.. Enumerable.Range(0, examples.Rows)];
        engine.CostAndGradient(parameters, examples, all, gradient, dropout);

        var numerical = new double[gradient.Values.Length];
        for (int i = 0; i < numerical.Length; i++)
        {
            double value = parameters.Values[i];
            parameters.Values[i] = value + epsilon;
            double above = engine.CostAndGradient(parameters, examples, all, unused, dropout);
            parameters.Values[i] = value - epsilon;
            double below = engine.CostAndGradient(parameters, examples, all, unused, dropout);
            parameters.Values[i] = value;
            numerical[i] = (above - below) / (2 * epsilon);
        }

        return new GradientCheck(gradient.Values.ToArray(), numerical);
    }

    private static double Norm(IReadOnlyList<double> values) => Math.Sqrt(values.Sum(value => value * value));
}
