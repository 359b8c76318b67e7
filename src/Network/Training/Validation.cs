using System.Numerics;
using System.Numerics.Tensors;
using MlNetShallow.Numerics;

namespace MlNetShallow.Training;

/// <summary>The examples that tell how well a network does on what it has not seen.</summary>
/// <param name="shape">The network.</param>
/// <param name="examples">The examples.</param>
/// <param name="forward">Computes their logits.</param>
internal sealed class Validation<T>(NetworkShape shape, TrainingSet examples, Validation<T>.Forward forward)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T[] _logits = new T[examples.Rows * shape.Outputs];
    private readonly double[] _z = new double[shape.Outputs];
    private readonly double[] _derivative = new double[shape.Outputs];

    public delegate void Forward(NetworkParameters<T> parameters, TrainingSet examples, Span<T> logits);

    /// <summary>The weighted mean of the cost, and the weighted share of the right predictions or, of numbers, R².</summary>
    public (double Cost, double Metric) Evaluate(NetworkParameters<T> parameters)
    {
        forward(parameters, examples, _logits);
        double weights = 0, cost = 0, right = 0, sum = 0, squares = 0;
        for (int row = 0; row < examples.Rows; row++)
        {
            TensorPrimitives.ConvertTruncating<T, double>(_logits.AsSpan(row * shape.Outputs, shape.Outputs), _z);
            double y = examples.Labels[row], w = examples.Weight(row);
            if (shape.Outputs > 1 ? TensorPrimitives.IndexOfMax<double>(_z) == y : _z[0] > 0 == y >= 0.5)
                right += w;
            weights += w;
            sum += w * y;
            squares += w * y * y;
            cost += OutputCost.CostAndDerivative(shape.OutputLayer, _z, [y], [w], _derivative);
        }

        double metric = shape.OutputLayer == OutputLayer.IdentitySquaredError
            ? 1 - (2 * cost / (squares - (sum * sum / weights)))
            : right / weights;
        return (cost / weights, metric);
    }
}
