using System.Numerics;
using MlNetShallow.Numerics;

namespace MlNetShallow.Training;

/// <summary>The examples that tell how well a network does on what it has not seen.</summary>
/// <param name="examples">The examples.</param>
/// <param name="forward">Computes their logits.</param>
internal sealed class Validation<T>(TrainingSet examples, Validation<T>.Forward forward)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T[] _logits = new T[examples.Rows];

    public delegate void Forward(NetworkParameters<T> parameters, TrainingSet examples, Span<T> logits);

    /// <summary>The weighted mean of the cost, and the weighted share of the right predictions.</summary>
    public (double Cost, double Metric) Evaluate(NetworkParameters<T> parameters)
    {
        forward(parameters, examples, _logits);
        double weights = 0, cost = 0, right = 0;
        for (int row = 0; row < examples.Rows; row++)
        {
            double z = double.CreateTruncating(_logits[row]), y = examples.Labels[row], w = examples.Weight(row);
            weights += w;
            cost += w * CrossEntropy.CostOfLogit(z, y);
            if (z > 0 == y >= 0.5)
                right += w;
        }

        return (cost / weights, right / weights);
    }
}
