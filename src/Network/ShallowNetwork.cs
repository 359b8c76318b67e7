using System.Diagnostics;
using System.Numerics;
using MlNetShallow.Engines;
using MlNetShallow.Numerics;
using MlNetShallow.Training;

namespace MlNetShallow;

/// <summary>
/// A trained or freshly initialized network with any number of hidden layers, or none: immutable weights, and predictions from
/// them. Thread-safe.
/// </summary>
/// <typeparam name="T"><see cref="float"/>, which is what applications use, or <see cref="double"/>.</typeparam>
public sealed class ShallowNetwork<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly NetworkParameters<T> _parameters;

    /// <summary>Makes a network of the given parameters, which are copied.</summary>
    public ShallowNetwork(NetworkParameters<T> parameters)
        : this(parameters?.Clone() ?? throw new ArgumentNullException(nameof(parameters)), isOwner: true)
    {
    }

    private ShallowNetwork(NetworkParameters<T> parameters, bool isOwner)
    {
        Debug.Assert(isOwner, "Parameters that somebody else may change are copied first.");
        _parameters = parameters;
        _parameters.MakeFinal();
    }

    /// <summary>Makes a network of parameters that nobody else holds, without a copy.</summary>
    internal static ShallowNetwork<T> Owning(NetworkParameters<T> parameters) => new(parameters, isOwner: true);

    /// <summary>The dimensions and functions of the network.</summary>
    public NetworkShape Shape => _parameters.Shape;

    /// <summary>W1 (n1, n0), row by row: the weights of one hidden unit are contiguous. Empty without hidden units.</summary>
    public ReadOnlySpan<T> W1 => _parameters.W1;

    /// <summary>b1 (n1). Empty without hidden units.</summary>
    public ReadOnlySpan<T> B1 => _parameters.B1;

    /// <inheritdoc cref="NetworkParameters{T}.W2"/>
    public ReadOnlySpan<T> W2 => _parameters.W2;

    /// <inheritdoc cref="NetworkParameters{T}.B2"/>
    public ReadOnlySpan<T> B2 => _parameters.B2;

    /// <inheritdoc cref="NetworkParameters{T}.OutputWeights"/>
    public ReadOnlySpan<T> OutputWeights => _parameters.OutputWeights;

    /// <inheritdoc cref="NetworkParameters{T}.OutputBiases"/>
    public ReadOnlySpan<T> OutputBiases => _parameters.OutputBiases;

    /// <summary>W1, b1, W2, b2 and so on.</summary>
    internal ReadOnlySpan<T> Values => _parameters.Values;

    /// <inheritdoc cref="NetworkParameters{T}.W(int)"/>
    public ReadOnlySpan<T> W(int layer) => _parameters.W(layer);

    /// <inheritdoc cref="NetworkParameters{T}.B(int)"/>
    public ReadOnlySpan<T> B(int layer) => _parameters.B(layer);

    /// <summary>Draws the start of a training.</summary>
    /// <param name="shape">The dimensions of the network.</param>
    /// <param name="initialization">How the weights are drawn; biases are zero.</param>
    /// <param name="seed">The seed of the draw, as <c>np.random.seed</c> takes it.</param>
    /// <param name="scale">The standard deviation of <see cref="WeightInitialization.Normal"/>, at least 0; no other uses
    /// it.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="scale"/> is negative or not finite, or
    /// <paramref name="initialization"/> is none of the enumeration.</exception>
    public static ShallowNetwork<T> Initialize(
        NetworkShape shape, WeightInitialization initialization, int seed, double scale = 0.01)
    {
        ArgumentNullException.ThrowIfNull(shape);
        NumericOptions.InitializationScale.Check(scale, nameof(scale));

        var parameters = new NetworkParameters<T>(shape);
        var random = new MersenneTwister(unchecked((uint)seed));
        if (shape.HiddenUnits > 0)
        {
            for (int layer = 1; layer <= shape.Layers; layer++)
                Draw(parameters.W(layer), shape.Units(layer - 1), shape.Units(layer));
        }

        return Owning(parameters);

        void Draw(Span<T> weights, int fanIn, int fanOut)
        {
            double deviation = initialization switch
            {
                WeightInitialization.Normal => scale,
                WeightInitialization.He => Math.Sqrt(2.0 / fanIn),
                WeightInitialization.Xavier => Math.Sqrt(2.0 / (fanIn + fanOut)),
                WeightInitialization.Zeros => 0,
                _ => throw new ArgumentOutOfRangeException(
                    nameof(initialization), initialization, "There is no such weight initialization."),
            };
            foreach (ref T weight in weights)
                weight = T.CreateTruncating(random.NextNormal() * deviation);
        }
    }

    /// <summary>Several networks as one, whose logits are the mean of theirs: an ensemble, with the hidden units of all of them. Its
    /// cost on any examples is at most the mean of theirs, as costs are convex in the logits (but for losses of several quantiles,
    /// which are put into order).</summary>
    /// <param name="networks">One or more, which may differ in their numbers of hidden units alone.</param>
    /// <exception cref="ArgumentException">There is none, or they differ in more.</exception>
    public static ShallowNetwork<T> Average(IReadOnlyList<ShallowNetwork<T>> networks)
    {
        ArgumentNullException.ThrowIfNull(networks);
        return NetworkAverage.Of(networks);
    }

    /// <summary>The same network in another precision, each parameter rounded.</summary>
    public ShallowNetwork<TOther> ConvertTo<TOther>()
        where TOther : unmanaged, IBinaryFloatingPointIeee754<TOther>
    {
        if (this is ShallowNetwork<TOther> same)
            return same;
        var converted = new NetworkParameters<TOther>(Shape);
        System.Numerics.Tensors.TensorPrimitives.ConvertTruncating<T, TOther>(_parameters.Values, converted.Values);
        return ShallowNetwork<TOther>.Owning(converted);
    }

    /// <summary>A copy of the parameters, to train on or to look at.</summary>
    public NetworkParameters<T> CopyParameters() => _parameters.Clone();

    /// <summary>Computes the logits Z[L] of all examples.</summary>
    /// <param name="features">X, with n0 features an example.</param>
    /// <returns>m · n[L] logits, those of one example contiguous. <see cref="OutputFunction"/> says what they mean.</returns>
    /// <exception cref="ArgumentException">The examples have another number of features than the network.</exception>
    public T[] Logits(FeatureMatrix features)
    {
        ArgumentNullException.ThrowIfNull(features);
        var logits = new T[checked(features.Rows * Shape.Outputs)];
        Logits(features, new VectorizedEngine<T>(), logits);
        return logits;
    }

    /// <summary>Computes the logits Z[L] of all examples, for callers who have many sets: the engine's working memory and the
    /// room for the logits serve again.</summary>
    /// <param name="features">X, with n0 features an example.</param>
    /// <param name="engine">The engine; it is not thread-safe.</param>
    /// <param name="logits">Takes m · n[L] logits, those of one example contiguous.</param>
    /// <exception cref="ArgumentException">The examples have another number of features than the network, or
    /// <paramref name="logits"/> another length than m · n2.</exception>
    public void Logits(FeatureMatrix features, VectorizedEngine<T> engine, Span<T> logits)
    {
        ArgumentNullException.ThrowIfNull(engine);
        engine.Forward(_parameters, features, logits);
    }

    /// <summary>
    /// Gives a scorer for single examples, with working memory of its own. Scorers of one network are independent of each
    /// other; each is for one thread at a time.
    /// </summary>
    public RowScorer<T> CreateScorer() => new(_parameters);
}
