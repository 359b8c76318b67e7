using System.Numerics;
using MlNetShallow.Engines;

namespace MlNetShallow.Training;

/// <summary>Passes over the examples, as a whole or in mini-batches.</summary>
/// <param name="blocks">The examples, block by block; gone through once a pass.</param>
/// <param name="options">How training is done.</param>
/// <param name="engine">The arithmetic.</param>
internal sealed class ExamplePasses<T>(IEnumerable<TrainingSet> blocks, TrainingOptions options, IGradientEngine<T> engine)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly EpochOrder _order = new(options);
    private GradientSum<T>? _sum;

    /// <summary>The cost over examples, without dropout; nobody can cancel it.</summary>
    public static double Cost(
        TrainingSet examples, NetworkParameters<T> parameters, TrainingOptions options, IGradientEngine<T> engine)
    {
        var passes = new ExamplePasses<T>(
            [examples], options with { Dropout = 0, CancellationToken = CancellationToken.None }, engine);
        return passes.CostAndGradient(epoch: 1, parameters, new NetworkParameters<T>(parameters.Shape));
    }

    /// <summary>The cost over all examples, and its gradient.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled; the sink has got nothing.</exception>
    public double CostAndGradient(int epoch, NetworkParameters<T> parameters, IGradientSink<T> gradient)
    {
        options.CancellationToken.ThrowIfCancellationRequested();
        if (blocks is IReadOnlyList<TrainingSet> and [var whole])
        {
            return engine.CostAndGradient(
                parameters, whole, _order.Natural(whole.Rows), gradient, DropoutMask.OfEpoch(options, epoch, block: 0));
        }

        _sum ??= new GradientSum<T>(parameters.Values.Length);
        _sum.Clear();
        var mean = default(WeightedMean);
        int blockNumber = 0;
        foreach (TrainingSet block in blocks)
        {
            options.CancellationToken.ThrowIfCancellationRequested();
            DropoutMask dropout = DropoutMask.OfEpoch(options, epoch, blockNumber++);
            ReadOnlySpan<int> all = _order.Natural(block.Rows);
            double weight = block.TotalWeight(all);
            _sum.Begin(weight);
            mean.Add(engine.CostAndGradient(parameters, block, all, _sum, dropout), weight);
        }

        _sum.Flush(gradient);
        return mean.Value;
    }

    /// <summary>A step for each mini-batch.</summary>
    /// <param name="epoch">The epoch, from 1, on which the batches hang.</param>
    /// <param name="parameters">The weights, which the steps change.</param>
    /// <param name="step">Takes a batch's gradient.</param>
    /// <param name="begin">Is called before each step.</param>
    /// <param name="end">Is called with the cost before each step.</param>
    /// <returns>The mean of the costs, each weighted by its batch.</returns>
    /// <exception cref="OperationCanceledException">It was cancelled between two steps.</exception>
    public double InBatches(
        int epoch, NetworkParameters<T> parameters, IGradientSink<T> step, Action begin, Action<double> end)
    {
        var mean = default(WeightedMean);
        int blockNumber = 0;
        foreach (TrainingSet block in blocks)
        {
            int batches = _order.Begin(epoch, blockNumber, block.Rows);
            DropoutMask dropout = DropoutMask.OfEpoch(options, epoch, blockNumber++);
            for (int i = 0; i < batches; i++)
            {
                options.CancellationToken.ThrowIfCancellationRequested();
                ReadOnlySpan<int> batch = _order.Batch(i, batches);
                begin();
                double cost = engine.CostAndGradient(parameters, block, batch, step, dropout);
                end(cost);
                mean.Add(cost, block.TotalWeight(batch));
            }
        }

        return mean.Value;
    }

    /// <summary>A mean that is exact for one value.</summary>
    private struct WeightedMean
    {
        private double _weights;
        private double _value;

        public readonly double Value => _weights > 0 ? _value : throw new ArgumentException("All examples have weight 0.");

        public void Add(double value, double weight)
        {
            if (weight == 0)
                return;
            _weights += weight;
            _value += (value - _value) * (weight / _weights);
        }
    }
}
