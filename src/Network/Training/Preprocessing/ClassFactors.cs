namespace MlNetShallow.Training.Preprocessing;

/// <summary>The factors on the weights of each class's examples: the one place where class weights become example
/// weights.</summary>
internal sealed class ClassFactors
{
    private readonly NetworkShape _shape;
    private readonly double[] _factors;

    private ClassFactors(NetworkShape shape, double[] factors) => (_shape, _factors) = (shape, factors);

    /// <summary>Makes the factors; null for none.</summary>
    /// <param name="weights">What is asked for.</param>
    /// <param name="shape">The network.</param>
    /// <param name="examples">The examples to train on, block by block.</param>
    /// <exception cref="ArgumentException">The network has no classes, or another number of them.</exception>
    public static ClassFactors? Fit(ClassWeights weights, NetworkShape shape, IEnumerable<TrainingSet> examples)
    {
        if (weights is NoClassWeights)
            return null;
        if (!OutputFunction.HasClasses(shape.OutputLayer))
        {
            throw new ArgumentException(
                $"ClassWeights {weights} need classes; with OutputLayer {shape.OutputLayer} there are none.");
        }

        if (shape.OutputLayer == OutputLayer.Labels)
        {
            throw new ArgumentException(
                $"ClassWeights {weights} need one class an example; with OutputLayer {shape.OutputLayer} it has several labels.");
        }

        int classes = Math.Max(2, shape.Outputs);
        if (weights is GivenClassWeights { Factors: var given })
        {
            return given.Count == classes ? new(shape, [.. given]) : throw new ArgumentException(
                $"ClassWeights {weights} are {given.Count}; the network has {classes} classes.");
        }

        var sums = new double[classes];
        foreach (TrainingSet block in examples)
        {
            for (int row = 0; row < block.Rows; row++)
                sums[ClassOf(shape, block.Labels[row])] += block.Weight(row);
        }

        double all = sums.Sum();
        int present = sums.Count(sum => sum > 0);
        return new(shape, Array.ConvertAll(sums, sum => sum > 0 ? all / (present * sum) : 0));
    }

    /// <summary>The same examples, each with its weight times the factor of its class.</summary>
    /// <exception cref="ArgumentException">Single precision does not hold a product.</exception>
    public TrainingSet Apply(TrainingSet examples)
    {
        var weights = new float[examples.Rows];
        for (int row = 0; row < weights.Length; row++)
        {
            double product = examples.Weight(row) * _factors[ClassOf(_shape, examples.Labels[row])];
            weights[row] = (float)product;
            if ((weights[row] == 0 && product > 0) || !float.IsFinite(weights[row]))
            {
                throw new ArgumentException(FormattableString.Invariant(
                    $"The example in row {row} has weight {examples.Weight(row)}, its class a factor that makes it {product}, ") +
                    "which single precision does not hold; bring the weights to a size of about 1.");
            }
        }

        return examples.WithWeights(weights);
    }

    /// <summary>The class of a label; of a label between 0 and 1 the one that it is nearer to.</summary>
    public static int ClassOf(NetworkShape shape, float label)
        => shape.OutputLayer == OutputLayer.SoftmaxCrossEntropy ? (int)label : label >= 0.5 ? 1 : 0;
}
