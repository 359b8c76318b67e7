using System.Globalization;
using MlNetShallow.Training;

namespace MlNetShallow;

/// <summary>Factors on the weights of the examples of each class, for classes that are rare or that matter more.</summary>
/// <remarks>Immutable and thread-safe. Training checks that there are classes, and as many of them as factors.</remarks>
public abstract record ClassWeights
{
    private protected ClassWeights()
    {
    }

    /// <summary>Every class counts as it is.</summary>
    public static ClassWeights None { get; } = new NoClassWeights();

    /// <summary>
    /// m / (K · m_k) for class k, with m the sum of all weights, m_k that of the class's and K the number of classes that
    /// there are examples of: each of them has the same weight as a whole. The definition is scikit-learn's.
    /// </summary>
    public static ClassWeights Balanced { get; } = new BalancedClassWeights();

    /// <summary>A factor for each class.</summary>
    /// <param name="factors">For each class, from class 0 on, a factor of at least 0 and finite.</param>
    public static ClassWeights Given(params IReadOnlyList<double> factors) => new GivenClassWeights(factors);

    internal virtual void Check()
    {
    }
}

/// <summary>Every class counts as it is.</summary>
public sealed record NoClassWeights : ClassWeights;

/// <summary>See <see cref="ClassWeights.Balanced"/>.</summary>
public sealed record BalancedClassWeights : ClassWeights
{
    /// <inheritdoc/>
    public override string ToString() => "Balanced";
}

/// <summary>See <see cref="ClassWeights.Given"/>.</summary>
/// <param name="Factors">The factor of each class, from class 0 on.</param>
public sealed record GivenClassWeights(IReadOnlyList<double> Factors) : ClassWeights
{
    /// <inheritdoc/>
    public override string ToString()
        => $"[{string.Join(", ", Factors.Select(factor => factor.ToString(CultureInfo.InvariantCulture)))}]";

    internal override void Check()
    {
        ArgumentNullException.ThrowIfNull(Factors);
        foreach (double factor in Factors)
            NumericOptions.ClassWeight.Check(factor);
    }
}
