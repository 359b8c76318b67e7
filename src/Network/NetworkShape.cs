namespace MlNetShallow;

/// <summary>
/// The dimensions and functions of a network of L layers, of which the last is the output's and those before it are hidden:
/// Z[l] = W[l]·A[l−1] + b[l] for l = 1 … L, with A[0] = X, A[l] = g(Z[l]) and Ŷ = output(Z[L]).
/// Without hidden layers Z1 = W1·X + b1, which is logistic, softmax or linear regression. Immutable and thread-safe.
/// </summary>
public sealed record NetworkShape
{
    /// <summary>The largest number of hidden layers.</summary>
    public const int MostHiddenLayers = 64;

    private const int LargestUnits = 1 << 22;

    // Weights are padded for the kernels.
    private static readonly int LargestParameterCount = Array.MaxLength - 64;

    /// <summary>Describes a network with one hidden layer, or none.</summary>
    /// <param name="inputs">n0, the number of features; at least 1.</param>
    /// <param name="hiddenUnits">n1, the number of hidden units; 0 for logistic, softmax or linear regression.</param>
    /// <param name="activation">g, the function of the hidden units.</param>
    /// <param name="outputLayer">The function of the output units and its cost.</param>
    /// <param name="outputs">n2, the number of output units: the number of classes, at least 2, for
    /// <see cref="OutputLayer.SoftmaxCrossEntropy"/>, of levels, at least 2, for <see cref="OutputLayer.Quantiles"/>, of labels an
    /// example for <see cref="OutputLayer.Targets"/> and <see cref="OutputLayer.Labels"/>, at least 1, else 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A dimension is out of its range, or the weights would not fit in one
    /// array.</exception>
    public NetworkShape(
        int inputs,
        int hiddenUnits,
        Activation activation = Activation.Relu,
        OutputLayer outputLayer = OutputLayer.SigmoidCrossEntropy,
        int outputs = 1)
        : this(inputs, [hiddenUnits], activation, outputLayer, outputs)
    {
    }

    /// <summary>Describes a network with any number of hidden layers.</summary>
    /// <param name="inputs">n[0], the number of features; at least 1.</param>
    /// <param name="hiddenUnits">n[1] … n[L−1], the number of units of each hidden layer, of the one that the features go into
    /// first; each at least 1, at most
    /// <see cref="MostHiddenLayers"/> of them. None for logistic, softmax or linear regression.</param>
    /// <param name="activation">g, the function of the hidden units.</param>
    /// <param name="outputLayer">The function of the output units and its cost.</param>
    /// <param name="outputs">n[L], the number of output units: the number of classes, at least 2, for
    /// <see cref="OutputLayer.SoftmaxCrossEntropy"/>, of levels, at least 2, for <see cref="OutputLayer.Quantiles"/>, of labels an
    /// example for <see cref="OutputLayer.Targets"/> and <see cref="OutputLayer.Labels"/>, at least 1, else 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A dimension is out of its range, or the weights would not fit in one
    /// array.</exception>
    public NetworkShape(
        int inputs,
        ReadOnlySpan<int> hiddenUnits,
        Activation activation = Activation.Relu,
        OutputLayer outputLayer = OutputLayer.SigmoidCrossEntropy,
        int outputs = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(inputs, 1);
        HiddenLayers = new HiddenLayerSizes(hiddenUnits);
        if (!Enum.IsDefined(activation))
            throw new ArgumentOutOfRangeException(nameof(activation), activation, "There is no such activation.");
        if (!Enum.IsDefined(outputLayer))
            throw new ArgumentOutOfRangeException(nameof(outputLayer), outputLayer, "There is no such output layer.");

        (int least, string? several) = outputLayer switch
        {
            OutputLayer.SoftmaxCrossEntropy => (2, "at least 2 outputs, one for each class"),
            OutputLayer.Quantiles => (2, "at least 2 outputs, one for each level"),
            OutputLayer.Targets => (1, "at least 1 output, one for each target"),
            OutputLayer.Labels => (1, "at least 1 output, one for each label"),
            _ => (1, null),
        };
        if (outputs < least || (several is null && outputs > 1))
        {
            throw new ArgumentOutOfRangeException(
                nameof(outputs), outputs, $"{outputLayer} has {several ?? "1 output"}, not {outputs}.");
        }

        (Inputs, Activation, OutputLayer, Outputs) = (inputs, activation, outputLayer, outputs);
        HiddenUnits = HiddenLayers is [var first, ..] ? first : 0;
        Int128 count = CountParameters();
        // Working memory holds a few hundred examples' units.
        long units = HiddenLayers.Sum(layer => (long)layer);
        if (count > LargestParameterCount || Math.Max(units, outputs) > LargestUnits)
        {
            throw new ArgumentOutOfRangeException(nameof(hiddenUnits), units,
                $"{inputs} inputs, {HiddenLayers} hidden units and {outputs} outputs make {count} parameters; " +
                $"at most {LargestParameterCount} parameters, {LargestUnits} hidden units and as many outputs fit in memory.");
        }

        ParameterCount = (int)count;
    }

    /// <summary>n[0], the number of features.</summary>
    public int Inputs { get; }

    /// <summary>n[1] … n[L−1], the number of units of each hidden layer, of the one that the features go into first; empty for
    /// logistic, softmax or linear regression.</summary>
    public IReadOnlyList<int> HiddenLayers { get; }

    /// <summary>n[1], the number of units of the first hidden layer; 0 for logistic, softmax or linear regression.</summary>
    public int HiddenUnits { get; }

    /// <summary>L, the number of layers that have weights: the hidden ones and the output's.</summary>
    public int Layers => HiddenLayers.Count + 1;

    /// <summary>n[L], the number of output units.</summary>
    public int Outputs { get; }

    /// <summary>g, the function of the hidden units.</summary>
    public Activation Activation { get; }

    /// <summary>The function of the output units and its cost.</summary>
    public OutputLayer OutputLayer { get; }

    /// <summary>The number of weights and biases together: Σ n[l]·(n[l−1] + 1) over the layers l = 1 … L.</summary>
    public int ParameterCount { get; }

    /// <summary>n[L−1], the number of values that an output unit weighs: the units of the last hidden layer or, without any, the
    /// features.</summary>
    public int OutputFanIn => Units(Layers - 1);

    /// <summary>n[l], the number of units of a layer.</summary>
    /// <param name="layer">l: 0 for the features, 1 … L − 1 for the hidden layers, L for the outputs.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such layer.</exception>
    public int Units(int layer)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(layer);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(layer, Layers);
        return layer == 0 ? Inputs : layer == Layers ? Outputs : HiddenLayers[layer - 1];
    }

    /// <summary>The number of labels that an example has: one for each output, or one for all of them.</summary>
    internal int LabelsPerExample => OutputLayer is OutputLayer.Targets or OutputLayer.Labels ? Outputs : 1;

    /// <summary>The network of one of several labels alone; the same network where there is one.</summary>
    internal NetworkShape OfOneLabel => OutputLayer switch
    {
        OutputLayer.Targets => new(Inputs, [.. HiddenLayers], Activation, OutputLayer.IdentitySquaredError),
        OutputLayer.Labels => new(Inputs, [.. HiddenLayers], Activation),
        _ => this,
    };

    /// <summary>The same network with another number of features.</summary>
    internal NetworkShape WithInputs(int inputs) => new(inputs, [.. HiddenLayers], Activation, OutputLayer, Outputs);

    private Int128 CountParameters()
    {
        Int128 count = 0;
        for (int layer = 1; layer <= Layers; layer++)
            count += Units(layer) * (Units(layer - 1) + 1L);
        return count;
    }
}
