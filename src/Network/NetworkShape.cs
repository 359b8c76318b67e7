namespace MlNetShallow;

/// <summary>
/// The dimensions and functions of a network with one hidden layer:
/// Z1 = W1·X + b1, A1 = g(Z1), Z2 = W2·A1 + b2, Ŷ = output(Z2).
/// Without hidden units Z2 = W2·X + b2, which is logistic, softmax or linear regression. Immutable and thread-safe.
/// </summary>
public sealed record NetworkShape
{
    private const int LargestUnits = 1 << 22;

    // Weights are padded for the kernels.
    private static readonly int LargestParameterCount = Array.MaxLength - 64;

    /// <summary>Describes a network.</summary>
    /// <param name="inputs">n0, the number of features; at least 1.</param>
    /// <param name="hiddenUnits">n1, the number of hidden units; 0 for logistic, softmax or linear regression.</param>
    /// <param name="activation">g, the function of the hidden units.</param>
    /// <param name="outputLayer">The function of the output units and its cost.</param>
    /// <param name="outputs">n2, the number of output units: the number of classes, at least 2, for
    /// <see cref="OutputLayer.SoftmaxCrossEntropy"/>, of levels, at least 2, for <see cref="OutputLayer.Quantiles"/>, else
    /// 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A dimension is out of its range, or the weights would not fit in one
    /// array.</exception>
    public NetworkShape(
        int inputs,
        int hiddenUnits,
        Activation activation = Activation.Relu,
        OutputLayer outputLayer = OutputLayer.SigmoidCrossEntropy,
        int outputs = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(inputs, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(hiddenUnits);
        if (!Enum.IsDefined(activation))
            throw new ArgumentOutOfRangeException(nameof(activation), activation, "There is no such activation.");
        if (!Enum.IsDefined(outputLayer))
            throw new ArgumentOutOfRangeException(nameof(outputLayer), outputLayer, "There is no such output layer.");

        string? several = outputLayer switch
        {
            OutputLayer.SoftmaxCrossEntropy => "class",
            OutputLayer.Quantiles => "level",
            _ => null,
        };
        if (several is null ? outputs != 1 : outputs < 2)
        {
            throw new ArgumentOutOfRangeException(nameof(outputs), outputs, $"{outputLayer} has " +
                $"{(several is null ? "1 output" : $"at least 2 outputs, one for each {several}")}, not {outputs}.");
        }

        (Inputs, HiddenUnits, Activation, OutputLayer, Outputs) = (inputs, hiddenUnits, activation, outputLayer, outputs);
        // Working memory holds a few hundred examples' units.
        if (CountParameters() > LargestParameterCount || Math.Max(hiddenUnits, outputs) > LargestUnits)
        {
            throw new ArgumentOutOfRangeException(nameof(hiddenUnits), hiddenUnits,
                $"{inputs} inputs, {hiddenUnits} hidden units and {outputs} outputs make {CountParameters()} parameters; " +
                $"at most {LargestParameterCount} parameters, {LargestUnits} hidden units and as many outputs fit in memory.");
        }
    }

    /// <summary>n0, the number of features.</summary>
    public int Inputs { get; }

    /// <summary>n1, the number of hidden units; 0 for logistic, softmax or linear regression.</summary>
    public int HiddenUnits { get; }

    /// <summary>n2, the number of output units.</summary>
    public int Outputs { get; }

    /// <summary>g, the function of the hidden units.</summary>
    public Activation Activation { get; }

    /// <summary>The function of the output units and its cost.</summary>
    public OutputLayer OutputLayer { get; }

    /// <summary>The number of weights and biases together: n1·(n0 + 1) + n2·(n1 + 1), without hidden units n2·(n0 + 1).</summary>
    public int ParameterCount => (int)CountParameters();

    /// <summary>The number of values that an output unit weighs: the hidden units or, without any, the features.</summary>
    public int OutputFanIn => HiddenUnits > 0 ? HiddenUnits : Inputs;

    private long CountParameters() => (HiddenUnits * (Inputs + 1L)) + (Outputs * (OutputFanIn + 1L));
}
