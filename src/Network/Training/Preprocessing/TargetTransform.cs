using System.Numerics;
using System.Numerics.Tensors;

namespace MlNetShallow.Training.Preprocessing;

/// <summary>
/// ỹ = (y − mean) / deviation for the labels of a regression. Folded into the last weights, W[L] = deviation · W[L]~ and
/// b[L] = deviation · b[L]~ + mean, the network predicts y; a cost is deviation² times that of ỹ.
/// </summary>
internal sealed record TargetTransform(double Mean, double Deviation)
{
    /// <summary>Mean and deviation of the labels, each by its weight. Of equal labels the deviation is taken for 1.</summary>
    public static TargetTransform Fit(IEnumerable<TrainingSet> examples)
    {
        double weights = 0, mean = 0, sum = 0;
        foreach (TrainingSet block in examples)
        {
            for (int row = 0; row < block.Rows; row++)
            {
                double w = block.Weight(row), change = block.Labels[row] - mean;
                if (w == 0)
                    continue;
                weights += w;
                mean += w / weights * change;
                sum += w * change * (block.Labels[row] - mean);
            }
        }

        return new TargetTransform(mean, sum > 0 ? Math.Sqrt(sum / weights) : 1);
    }

    public void Fold<T>(NetworkParameters<T> parameters)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        TensorPrimitives.Multiply(parameters.OutputWeights, T.CreateTruncating(Deviation), parameters.OutputWeights);
        parameters.OutputBiases[0] = T.CreateTruncating((double.CreateTruncating(parameters.OutputBiases[0]) * Deviation) + Mean);
    }

    public void Unfold<T>(NetworkParameters<T> parameters)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        TensorPrimitives.Divide(parameters.OutputWeights, T.CreateTruncating(Deviation), parameters.OutputWeights);
        parameters.OutputBiases[0] = T.CreateTruncating((double.CreateTruncating(parameters.OutputBiases[0]) - Mean) / Deviation);
    }
}
