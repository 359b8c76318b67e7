using System.Numerics;
using MlNetShallow.Numerics;

namespace MlNetShallow.Training;

/// <summary>The examples that measure how well a network does on what it has not seen.</summary>
/// <param name="shape">The network.</param>
/// <param name="loss">The loss of labels that are numbers.</param>
/// <param name="blocks">The examples, block by block, as the training sees them.</param>
/// <param name="forward">Computes the logits of a block.</param>
internal sealed class Validation<T>(
    NetworkShape shape, RegressionLoss? loss, IEnumerable<TrainingSet> blocks, Validation<T>.Forward forward)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int ChunkRows = 256;

    private readonly double[] _z = new double[shape.Outputs * ChunkRows];
    private readonly double[] _derivative = new double[shape.Outputs * ChunkRows];
    private readonly double[] _y = new double[shape.LabelsPerExample * ChunkRows];
    private readonly double[] _labels = new double[shape.LabelsPerExample];
    private readonly double[] _w = new double[ChunkRows];
    private T[] _logits = [];

    public delegate void Forward(NetworkParameters<T> parameters, TrainingSet block, Span<T> logits);

    /// <summary>The weighted mean of the cost, and the metric.</summary>
    /// <exception cref="ArgumentException">All weights are 0.</exception>
    public (double Cost, double Metric) Evaluate(NetworkParameters<T> parameters)
    {
        var metric = ValidationMetric.Create(shape, loss);
        double cost = 0;
        foreach (TrainingSet block in blocks)
        {
            int length = block.Rows * shape.Outputs;
            if (_logits.Length < length)
                _logits = new T[length];
            forward(parameters, block, _logits.AsSpan(0, length));
            for (int start = 0; start < block.Rows; start += ChunkRows)
                cost += AddChunk(block, start, Math.Min(ChunkRows, block.Rows - start), metric);
        }

        return metric.Weights > 0
            ? (cost / metric.Weights, metric.Value)
            : throw new ArgumentException("All validation examples have weight 0.");
    }

    /// <summary>Adds some examples to the metric; gives the weighted sum of their costs.</summary>
    private double AddChunk(TrainingSet block, int start, int rows, ValidationMetric metric)
    {
        int outputs = shape.Outputs, labels = _labels.Length;
        Span<double> z = _z.AsSpan(0, outputs * rows), y = _y.AsSpan(0, labels * rows), w = _w.AsSpan(0, rows);
        for (int i = 0; i < rows; i++)
        {
            ReadOnlySpan<T> logits = _logits.AsSpan((start + i) * outputs, outputs);
            block.CopyTargets(start + i, _labels);
            w[i] = block.Weight(start + i);
            for (int k = 0; k < labels; k++)
                y[(k * rows) + i] = _labels[k];
            for (int k = 0; k < outputs; k++)
                z[(k * rows) + i] = double.CreateTruncating(logits[k]);
            metric.Add(logits, _labels, w[i]);
        }

        return OutputCost.CostAndDerivative(shape.OutputLayer, z, y, w, _derivative.AsSpan(0, outputs * rows), loss);
    }
}
