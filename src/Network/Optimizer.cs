using MlNetShallow.Training;

namespace MlNetShallow;

/// <summary>How a step follows from the gradient g.</summary>
/// <remarks>Immutable and thread-safe; training checks the ranges.</remarks>
public abstract record Optimizer
{
    private protected Optimizer()
    {
    }

    /// <summary>Plain gradient descent: θ := θ − α g.</summary>
    public static Optimizer GradientDescent { get; } = new GradientDescentOptimizer();

    /// <summary>Gradient descent with momentum (Polyak 1964): v := μ v + g, θ := θ − α v.</summary>
    /// <param name="momentum">μ, at least 0 and below 1.</param>
    public static Optimizer Momentum(double momentum = 0.9) => new GradientDescentOptimizer(momentum);

    /// <summary>Nesterov's momentum, as Sutskever et al. (2013) write it: v := μ v + g, θ := θ − α (g + μ v).</summary>
    /// <param name="momentum">μ, at least 0 and below 1.</param>
    public static Optimizer Nesterov(double momentum = 0.9) => new GradientDescentOptimizer(momentum, IsNesterov: true);

    /// <summary>Adam (Kingma and Ba 2015), see <see cref="AdamOptimizer"/>.</summary>
    public static Optimizer Adam(double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-8)
        => new AdamOptimizer(beta1, beta2, epsilon);

    /// <summary>Limited-memory BFGS, see <see cref="LbfgsOptimizer"/>.</summary>
    /// <param name="historySize">The number of past steps that it learns the curvature from; at least 1.</param>
    public static Optimizer Lbfgs(int historySize = 10) => new LbfgsOptimizer(historySize);

    internal abstract void Check();
}

/// <summary>
/// v := μ v + g, then θ := θ − α v or, with Nesterov's momentum, θ := θ − α (g + μ v). Without momentum v is g.
/// </summary>
/// <param name="MomentumFactor">μ, at least 0 and below 1.</param>
/// <param name="IsNesterov">Whether the step looks ahead.</param>
public sealed record GradientDescentOptimizer(double MomentumFactor = 0, bool IsNesterov = false) : Optimizer
{
    internal override void Check() => NumericOptions.MomentumFactor.Check(MomentumFactor);
}

/// <summary>
/// m := β₁ m + (1 − β₁) g, v := β₂ v + (1 − β₂) g², θ := θ − α m̂ / (√v̂ + ε) with m̂ = m / (1 − β₁ᵗ), v̂ = v / (1 − β₂ᵗ) after
/// t steps (Kingma and Ba 2015).
/// </summary>
/// <param name="Beta1">β₁, at least 0 and below 1.</param>
/// <param name="Beta2">β₂, at least 0 and below 1.</param>
/// <param name="Epsilon">ε, above 0.</param>
public sealed record AdamOptimizer(double Beta1 = 0.9, double Beta2 = 0.999, double Epsilon = 1e-8) : Optimizer
{
    internal override void Check()
    {
        NumericOptions.Beta1.Check(Beta1);
        NumericOptions.Beta2.Check(Beta2);
        NumericOptions.Epsilon.Check(Epsilon);
    }
}

/// <summary>
/// Limited-memory BFGS (Nocedal and Wright 2006, algorithm 7.4) over all examples at once, with a line search for the weak
/// Wolfe conditions by bisection (Lewis and Overton 2013). The learning rate does not matter to it; an epoch is an iteration.
/// </summary>
/// <param name="HistorySize">The number of past steps that it learns the curvature from; at least 1.</param>
public sealed record LbfgsOptimizer(int HistorySize = 10) : Optimizer
{
    internal override void Check() => NumericOptions.HistorySize.Check(HistorySize);
}
