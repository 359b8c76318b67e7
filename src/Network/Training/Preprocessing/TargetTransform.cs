using System.Numerics;
using System.Numerics.Tensors;
using MlNetShallow.Losses;

namespace MlNetShallow.Training.Preprocessing;

/// <summary>
/// ỹ = (y − mean) / deviation for the labels of a regression. Folded into the last weights, W[L] = deviation · W[L]~ and
/// b[L] = deviation · b[L]~ + mean, the network predicts y. Of a logarithm, ŷ = e^z, labels are but divided: b[L] = b[L]~ +
/// log deviation.
/// </summary>
/// <param name="Mean">What becomes 0; of a logarithm 0.</param>
/// <param name="Deviation">What becomes 1.</param>
/// <param name="IsOfLogarithm">Whether logits are logarithms of predictions.</param>
internal sealed record TargetTransform(double Mean, double Deviation, bool IsOfLogarithm = false)
{
    /// <summary>The deviation of a normal distribution in units of its median absolute deviation.</summary>
    private const double NormalDeviation = 1.482602218505602;

    /// <summary>The best constants for the scaled labels, where they are not 0: what output biases start at.</summary>
    public IReadOnlyList<double> Start { get; private init; } = [];

    /// <summary>Mean and deviation of the labels, each by its weight. Of equal labels the deviation is taken for 1.</summary>
    public static TargetTransform[] Fit(IEnumerable<TrainingSet> examples)
    {
        double weights = 0;
        double[] mean = [], sum = [];
        foreach (TrainingSet block in examples)
        {
            if (mean.Length == 0)
                (mean, sum) = (new double[block.LabelsPerExample], new double[block.LabelsPerExample]);
            for (int row = 0; row < block.Rows; row++)
            {
                double w = block.Weight(row);
                if (w == 0)
                    continue;
                weights += w;
                for (int k = 0; k < mean.Length; k++)
                {
                    double change = block.Label(row, k) - mean[k];
                    mean[k] += w / weights * change;
                    sum[k] += w * change * (block.Label(row, k) - mean[k]);
                }
            }
        }

        return [.. mean.Zip(sum, (mean, sum) => new TargetTransform(mean, sum > 0 ? Math.Sqrt(sum / weights) : 1))];
    }

    /// <summary>Median of the labels, and their median absolute deviation in units of a normal distribution's: a few wild labels,
    /// which the loss is there for, move neither. Where more than half of the labels are equal it is the ordinary
    /// deviation.</summary>
    public static TargetTransform[] FitRobust(IEnumerable<TrainingSet> examples, RegressionLoss loss)
    {
        var (labels, w) = Labels(examples);
        return Array.ConvertAll(labels, y => FitRobust(y, w, loss));
    }

    private static TargetTransform FitRobust(double[] y, double[] w, RegressionLoss loss)
    {
        double median = WeightedLabels.Quantiles(y, w, 0.5)[0];
        double deviation =
            NormalDeviation * WeightedLabels.Quantiles(Array.ConvertAll(y, label => Math.Abs(label - median)), w, 0.5)[0];
        if (deviation == 0)
        {
            double squares = WeightedLabels.Mean(Array.ConvertAll(y, label => (label - median) * (label - median)), w);
            deviation = squares > 0 ? Math.Sqrt(squares) : 1;
        }

        double[] scaled = Array.ConvertAll(y, label => (label - median) / deviation);
        return new TargetTransform(median, deviation) { Start = loss.Constant(scaled, w) };
    }

    /// <summary>The mean of the labels.</summary>
    public static TargetTransform[] FitLogarithm(IEnumerable<TrainingSet> examples)
    {
        double weights = 0, sum = 0;
        foreach (TrainingSet block in examples)
        {
            for (int row = 0; row < block.Rows; row++)
            {
                weights += block.Weight(row);
                sum += (double)block.Weight(row) * block.Label(row);
            }
        }

        return [new TargetTransform(0, sum > 0 ? sum / weights : 1, IsOfLogarithm: true)];
    }

    /// <summary>Folds the scaling into the weights and the bias of an output.</summary>
    public void Fold<T>(Span<T> weights, ref T bias)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (!IsOfLogarithm)
            TensorPrimitives.Multiply(weights, T.CreateTruncating(Deviation), weights);
        double b = double.CreateTruncating(bias);
        bias = T.CreateTruncating(IsOfLogarithm ? b + Math.Log(Deviation) : (b * Deviation) + Mean);
    }

    /// <summary>Takes the scaling out of the weights and the bias of an output.</summary>
    public void Unfold<T>(Span<T> weights, ref T bias)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (!IsOfLogarithm)
            TensorPrimitives.Divide(weights, T.CreateTruncating(Deviation), weights);
        double b = double.CreateTruncating(bias);
        bias = T.CreateTruncating(IsOfLogarithm ? b - Math.Log(Deviation) : (b - Mean) / Deviation);
    }

    /// <summary>The labels of weight above 0, each of an example's in an array, and the weights.</summary>
    private static (double[][] Y, double[] W) Labels(IEnumerable<TrainingSet> examples)
    {
        List<double>[] labels = [];
        List<double> weights = [];
        foreach (TrainingSet block in examples)
        {
            if (labels.Length == 0)
                labels = [.. Enumerable.Range(0, block.LabelsPerExample).Select(_ => new List<double>())];
            for (int row = 0; row < block.Rows; row++)
            {
                if (block.Weight(row) == 0)
                    continue;
                for (int k = 0; k < labels.Length; k++)
                    labels[k].Add(block.Label(row, k));
                weights.Add(block.Weight(row));
            }
        }

        return weights.Count > 0 ? (Array.ConvertAll(labels, y => y.ToArray()), [.. weights])
            : (Array.ConvertAll(labels, _ => new double[1]), [1]);
    }
}
