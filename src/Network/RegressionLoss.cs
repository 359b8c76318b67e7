using System.Globalization;
using MlNetShallow.Losses;
using MlNetShallow.Training;
using MlNetShallow.Training.Preprocessing;

namespace MlNetShallow;

/// <summary>
/// What a prediction ŷ of a number costs that differs from the label y, and with it what is predicted: the mean of what may come,
/// its median, any quantile of it. The cost of an example is in brackets.
/// </summary>
/// <remarks>Immutable and thread-safe; training checks the ranges. Losses are equal if their texts are.</remarks>
public abstract record RegressionLoss
{
    private protected RegressionLoss()
    {
    }

    /// <summary>The squared error (½ (ŷ − y)²): the mean.</summary>
    public static RegressionLoss Squared { get; } = new SquaredLoss();

    /// <summary>The absolute error (|ŷ − y|): the median, which a few wild labels do not move.</summary>
    public static RegressionLoss Absolute { get; } = new AbsoluteLoss();

    /// <summary>The half deviance of a Poisson distribution, y log(y / ŷ) − y + ŷ: the mean of counts, ŷ = e^z. Labels are at
    /// least 0.</summary>
    public static RegressionLoss Poisson { get; } = new PoissonLoss();

    /// <summary>The half deviance of a gamma distribution, y / ŷ − 1 − log(y / ŷ): the mean of amounts whose spread grows with
    /// them, ŷ = e^z. Labels are above 0.</summary>
    public static RegressionLoss Gamma { get; } = new GammaLoss();

    /// <summary>The output layer that a network for this loss has.</summary>
    public virtual OutputLayer OutputLayer => OutputLayer.IdentitySquaredError;

    /// <summary>The number of outputs that a network for this loss has.</summary>
    public virtual int Outputs => 1;

    /// <summary>τ of <see cref="Quantile"/>; none of other losses.</summary>
    public virtual IReadOnlyList<double> Levels => [];

    /// <summary>The columns that a model of several levels adds, such as Quantile0.05; none of other losses.</summary>
    public IReadOnlyList<string> QuantileColumnNames => Levels.Count > 1
        ? [.. Levels.Select(level => $"Quantile{level.ToString(CultureInfo.InvariantCulture)}")]
        : [];

    /// <summary>Whether the prediction is ŷ = e^z, so that z can have an offset: the logarithm of what the mean is known to grow
    /// with, such as the time that was counted for.</summary>
    public bool HasLogLink => OutputLayer == OutputLayer.Exponential;

    /// <summary>The labels that this loss knows, in words.</summary>
    public virtual string Labels
        => FormattableString.Invariant($"finite numbers of at most {TrainingSet.LargestTarget} in magnitude");

    /// <summary>Huber's loss (½ r² for |r| ≤ δ, else δ (|r| − δ/2), with r = ŷ − y): squared near the label, absolute far from
    /// it.</summary>
    /// <param name="delta">δ, above 0; in units of the labels' spread where the target is scaled
    /// (<see cref="TrainingOptions.ScaleTarget"/>), else in that of the labels.</param>
    public static RegressionLoss Huber(double delta = 1) => new HuberLoss(delta);

    /// <summary>The pinball loss (τ (y − ŷ) where y is above ŷ, else (1 − τ) (ŷ − y)), the mean of it over several τ: the
    /// quantiles of these levels. Two of them are the ends of an interval.</summary>
    /// <param name="levels">τ, each above 0 and below 1, in rising order.</param>
    public static RegressionLoss Quantile(params IReadOnlyList<double> levels)
    {
        ArgumentNullException.ThrowIfNull(levels);
        return new QuantileLoss([.. levels]);
    }

    /// <summary>The mean of a loss over several numbers that are predicted together: for networks of
    /// <see cref="OutputLayer.Targets"/>.</summary>
    /// <param name="count">The number of targets, at least 1.</param>
    /// <param name="loss">What each costs: a loss of one output that is the prediction itself, so no several quantiles, not Poisson and
    /// not gamma. Null for the squared error.</param>
    public static RegressionLoss Targets(int count, RegressionLoss? loss = null) => new TargetsLoss(count, loss ?? Squared);

    /// <summary>Reads a text that <see cref="ToString"/> gives.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static RegressionLoss Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        string[] words = text.Split(' ');
        if (words is ["targets", var targets, _, ..])
        {
            return int.TryParse(targets, NumberStyles.None, CultureInfo.InvariantCulture, out int count)
                ? Checked(Targets(count, Parse(string.Join(' ', words[2..]))))
                : throw new FormatException($"'{text}' is no loss: '{targets}' is no number of targets.");
        }

        double[] numbers = [.. words.Skip(1).Select(Number)];
        return Checked((words[0], numbers) switch
        {
            ("squared", []) => Squared,
            ("absolute", []) => Absolute,
            ("poisson", []) => Poisson,
            ("gamma", []) => Gamma,
            ("huber", [var delta]) => Huber(delta),
            ("quantile", [_, ..]) => Quantile(numbers),
            _ => throw new FormatException($"'{text}' is no loss."),
        });

        RegressionLoss Checked(RegressionLoss loss)
        {
            try
            {
                loss.Check();
                return loss;
            }
            catch (ArgumentException error)
            {
                throw new FormatException($"'{text}' is no loss: {error.Message}", error);
            }
        }

        double Number(string word) => double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
            ? number : throw new FormatException($"'{text}' is no loss: '{word}' is no number.");
    }

    /// <summary>Whether a label is one that this loss knows; NaN never is.</summary>
    public virtual bool Knows(float label) => float.Abs(label) <= TrainingSet.LargestTarget;

    /// <summary>The mean of what predictions cost, each example counting by its weight.</summary>
    /// <param name="outputs">What <see cref="OutputFunction"/> makes of the logits, as many values to an example as
    /// <see cref="Outputs"/> says, those of one example contiguous.</param>
    /// <param name="labels">The labels, all of which this loss knows: one an example, or of <see cref="Targets"/> as many as there are
    /// outputs, those of one example contiguous.</param>
    /// <param name="weights">The weights, at least 0 and not all 0; empty for 1 each.</param>
    /// <exception cref="ArgumentException">The lengths do not fit each other, or there are no examples.</exception>
    public double Mean(ReadOnlySpan<float> outputs, ReadOnlySpan<float> labels, ReadOnlySpan<float> weights = default)
    {
        int rows = RowsOf(labels);
        if (outputs.Length != rows * Outputs || (!weights.IsEmpty && weights.Length != rows))
        {
            throw new ArgumentException($"{outputs.Length} outputs and {weights.Length} weights are not those of {rows} "
                + $"examples of {Outputs} outputs.");
        }

        double cost = 0, all = 0;
        Span<double> z = new double[Outputs], derivative = new double[Outputs], y = new double[LabelsPerExample];
        for (int i = 0; i < rows; i++)
        {
            for (int k = 0; k < z.Length; k++)
            {
                float output = outputs[(i * z.Length) + k];
                z[k] = OutputLayer == OutputLayer.Exponential ? Math.Log(output) : output;
            }

            for (int k = 0; k < y.Length; k++)
                y[k] = labels[(i * y.Length) + k];
            double w = weights.IsEmpty ? 1 : weights[i];
            all += w;
            cost += CostAndDerivative(z, y, [w], derivative);
        }

        return cost / all;
    }

    /// <summary>The outputs that are best for all examples alike, as <see cref="Mean"/> takes them: what there is to guess without
    /// features.</summary>
    /// <param name="labels">The labels of at least one example, as <see cref="Mean"/> takes them.</param>
    /// <param name="weights">The weights of the examples, at least 0 and not all 0; empty for 1 each.</param>
    /// <exception cref="ArgumentException">There are no labels, or not as many to each example, or not as many weights.</exception>
    public float[] BestConstant(ReadOnlySpan<float> labels, ReadOnlySpan<float> weights = default)
    {
        int rows = RowsOf(labels);
        if (!weights.IsEmpty && weights.Length != rows)
            throw new ArgumentException($"There are {weights.Length} weights for {rows} examples.", nameof(weights));
        var y = new double[labels.Length];
        for (int i = 0; i < y.Length; i++)
            y[((i % LabelsPerExample) * rows) + (i / LabelsPerExample)] = labels[i];
        var w = new double[rows];
        for (int i = 0; i < rows; i++)
            w[i] = weights.IsEmpty ? 1 : weights[i];
        float[] outputs = Array.ConvertAll(Constant(y, w), logit => (float)logit);
        OutputFunction.Apply<float>(OutputLayer, outputs, outputs);
        return outputs;
    }

    /// <summary>
    /// An example whose logit has an offset o as one that has none: ŷ = e^(z + o) costs with weight w what e^z costs beside the
    /// label y / e^o with weight w e^o (Poisson) or w (gamma). A count is learnt as a rate.
    /// </summary>
    /// <param name="label">y.</param>
    /// <param name="weight">w.</param>
    /// <param name="offset">o.</param>
    /// <exception cref="NotSupportedException">The loss has no log link.</exception>
    public virtual (double Label, double Weight) WithoutOffset(double label, double weight, double offset)
        => throw new NotSupportedException($"The loss {this} has no log link, so that its predictions have no offset.");

    /// <summary>The loss in words that do not depend on the culture, such as "quantile 0.05 0.5 0.95".</summary>
    public abstract override string ToString();

    /// <summary>The loss of a network for which none is given; null where labels are classes.</summary>
    internal static RegressionLoss? DefaultOf(OutputLayer outputLayer, int outputs) => outputLayer switch
    {
        OutputLayer.IdentitySquaredError => Squared,
        OutputLayer.Exponential => Poisson,
        OutputLayer.Targets => Targets(outputs),
        OutputLayer.Quantiles => Quantile([.. Enumerable.Range(1, outputs).Select(k => k / (outputs + 1.0))]),
        _ => null,
    };

    /// <summary>The loss of a training.</summary>
    /// <param name="loss">What was asked for; null for the network's own.</param>
    /// <param name="shape">The network.</param>
    /// <exception cref="ArgumentException">They do not go together.</exception>
    internal static RegressionLoss? Of(RegressionLoss? loss, NetworkShape shape)
    {
        if (loss is null)
            return DefaultOf(shape.OutputLayer, shape.Outputs);
        return loss.OutputLayer == shape.OutputLayer && loss.Outputs == shape.Outputs ? loss : throw new ArgumentException(
            $"Loss {loss} needs a network of {loss.Outputs} {loss.OutputLayer} outputs; this has {shape.Outputs} of " +
            $"{shape.OutputLayer}.");
    }

    /// <summary>The number of labels that an example has.</summary>
    internal virtual int LabelsPerExample => 1;

    /// <exception cref="ArgumentOutOfRangeException">A number of it is out of its range.</exception>
    internal virtual void Check()
    {
    }

    /// <summary>The weighted cost of many examples, and its derivative by the logits.</summary>
    /// <param name="z">The logits (outputs, rows), the rows of one output contiguous; overwritten.</param>
    /// <param name="y">The labels (labels of an example, rows).</param>
    /// <param name="w">The weights (rows).</param>
    /// <param name="dZ">Is overwritten with the derivatives (outputs, rows).</param>
    internal abstract double CostAndDerivative(
        Span<double> z, ReadOnlySpan<double> y, ReadOnlySpan<double> w, Span<double> dZ);

    /// <summary>The logits that are best for all of some examples: what guessing without features comes to.</summary>
    /// <param name="y">The labels (labels of an example, rows).</param>
    /// <param name="w">The weights (rows), not all 0.</param>
    internal abstract double[] Constant(double[] y, double[] w);

    /// <summary>How the labels are scaled for the training, each of an example's.</summary>
    internal virtual TargetTransform[] FitTargets(IEnumerable<TrainingSet> examples)
        => TargetTransform.FitRobust(examples, this);

    /// <summary>The factor of the cost where all labels and predictions are multiplied by one.</summary>
    internal abstract double CostFactor(double factor);

    /// <summary>The number of examples that labels are of.</summary>
    private int RowsOf(ReadOnlySpan<float> labels)
        => !labels.IsEmpty && labels.Length % LabelsPerExample == 0 ? labels.Length / LabelsPerExample : throw new ArgumentException(
            $"{labels.Length} labels are not those of examples of {LabelsPerExample}.", nameof(labels));
}
