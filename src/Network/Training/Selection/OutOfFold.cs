using MlNetShallow.Numerics;

namespace MlNetShallow.Training.Selection;

/// <summary>How networks do on the examples that they have not seen. Examples count by their weights. Logits come fold by fold,
/// those of one example contiguous; costs example by example, in the order of the folds.</summary>
/// <param name="shape">The network.</param>
/// <param name="examples">All examples, as the training sees them.</param>
/// <param name="folds">Who has not seen what.</param>
internal sealed class OutOfFold(NetworkShape shape, TrainingSet examples, Folds folds)
{
    private readonly int[][] _heldOut = [.. Enumerable.Range(0, folds.Count).Select(folds.HeldOut)];

    /// <summary>Whether labels are classes.</summary>
    public bool HasClasses => OutputFunction.HasClasses(shape.OutputLayer);

    /// <summary>The cost of each example.</summary>
    public double[] Costs(double[][] logits, Calibration? calibration = null)
    {
        var result = new List<double>();
        double[] z = new double[shape.Outputs], derivative = new double[shape.Outputs], y = new double[shape.LabelsPerExample];
        foreach (var (rows, all) in _heldOut.Zip(logits))
        {
            for (int i = 0; i < rows.Length; i++)
            {
                all.AsSpan(i * shape.Outputs, shape.Outputs).CopyTo(z);
                calibration?.Apply(z);
                examples.CopyTargets(rows[i], y);
                result.Add(OutputCost.CostAndDerivative(shape.OutputLayer, z, y, [1], derivative, examples.Loss));
            }
        }

        return [.. result];
    }

    /// <summary>The mean of all costs.</summary>
    public double Mean(double[] costs) => Mean(_heldOut.SelectMany(rows => rows), costs);

    /// <summary>The mean of the costs of each fold.</summary>
    public double[] FoldMeans(double[] costs)
    {
        var means = new double[folds.Count];
        for (int fold = 0, start = 0; fold < folds.Count; start += _heldOut[fold].Length, fold++)
            means[fold] = Mean(_heldOut[fold], costs.AsSpan(start, _heldOut[fold].Length).ToArray());
        return means;
    }

    /// <summary>The standard error of the mean of the differences between two lots of costs.</summary>
    public double StandardErrorOfDifference(double[] first, double[] second)
    {
        double[] differences = [.. first.Zip(second, (a, b) => a - b)];
        double mean = Mean(differences), weights = 0, squares = 0;
        int i = 0;
        foreach (int row in _heldOut.SelectMany(rows => rows))
        {
            double w = examples.Weight(row), deviation = w * (differences[i++] - mean);
            weights += w;
            squares += deviation * deviation;
        }

        return Math.Sqrt(squares) / weights;
    }

    /// <summary>The accuracy, or the share of the cost of guessing that is saved, R² for the squared error.</summary>
    public double Metric(double[][] logits)
    {
        var metric = ValidationMetric.Create(shape, examples.Loss);
        var y = new double[shape.LabelsPerExample];
        foreach (var (rows, all) in _heldOut.Zip(logits))
        {
            for (int i = 0; i < rows.Length; i++)
            {
                examples.CopyTargets(rows[i], y);
                metric.Add<double>(all.AsSpan(i * shape.Outputs, shape.Outputs), y, examples.Weight(rows[i]));
            }
        }

        return metric.Value;
    }

    /// <summary>What each example costs who guesses by the frequencies of the classes, or the best constant, that the networks have
    /// seen.</summary>
    public double[] CostsOfGuessing()
    {
        double[][] logits = [.. _heldOut.Select((rows, fold) =>
        {
            double[] guess = Guess(folds.Learnt(fold));
            return rows.SelectMany(_ => guess).ToArray();
        })];
        return Costs(logits);
    }

    private double Mean(IEnumerable<int> rows, double[] costs)
    {
        double weights = 0, sum = 0;
        int i = 0;
        foreach (int row in rows)
        {
            double w = examples.Weight(row);
            weights += w;
            sum += w * costs[i++];
        }

        return weights > 0 ? sum / weights : 0;
    }

    private double[] Guess(int[] rows)
    {
        int labels = shape.LabelsPerExample;
        if (RegressionLoss.Of(examples.Loss, shape) is { } loss)
        {
            return loss.Constant(
                [.. Enumerable.Range(0, labels).SelectMany(k => rows.Select(row => examples.Target(row, k)))],
                Array.ConvertAll(rows, row => (double)examples.Weight(row)));
        }

        var sums = new double[shape.Outputs];
        double weights = 0;
        foreach (int row in rows)
        {
            double w = examples.Weight(row);
            weights += w;
            if (shape.OutputLayer == OutputLayer.SoftmaxCrossEntropy)
                sums[(int)examples.Target(row)] += w;
            for (int k = 0; k < labels && shape.OutputLayer != OutputLayer.SoftmaxCrossEntropy; k++)
                sums[k] += w * examples.Target(row, k);
        }

        // A class that none is of counts as half an example.
        double least = weights / (2 * rows.Length);
        return shape.OutputLayer switch
        {
            OutputLayer.SoftmaxCrossEntropy => Array.ConvertAll(sums, sum => Math.Log(Math.Max(sum, least))),
            _ => Array.ConvertAll(sums, sum => Math.Log(Math.Max(sum, least) / Math.Max(weights - sum, least))),
        };
    }
}
