using System.Numerics;
using MlNetShallow.Engines;

namespace MlNetShallow.Training;

/// <summary>A training under way: its parameters, and the steps of an epoch.</summary>
/// <param name="parameters">Where it starts; changed as it goes on.</param>
/// <param name="blocks">The examples, block by block; gone through once an epoch.</param>
/// <param name="log">What happens between two epochs.</param>
/// <param name="options">How it is done.</param>
/// <param name="engine">The arithmetic of a step.</param>
internal sealed class TrainingRun<T>(
    NetworkParameters<T> parameters,
    IEnumerable<TrainingSet> blocks,
    EpochLog<T> log,
    TrainingOptions options,
    IGradientEngine<T> engine)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly EpochOrder _order = new(options);
    private GradientSum<T>? _sum;

    public NetworkParameters<T> Parameters => parameters;

    public TrainingOptions Options => options;

    public int EpochsDone => log.Count;

    public bool IsCancelled => options.CancellationToken.IsCancellationRequested;

    /// <summary>Trains to the end.</summary>
    /// <param name="dual">What makes plain products of inner ones; null where they are plain. Only L-BFGS takes any.</param>
    public StopReason Train(Lbfgs<T>.Dualize? dual)
    {
        try
        {
            return options.Optimizer is LbfgsOptimizer lbfgs ? new Lbfgs<T>(lbfgs, this, dual).Run() : Descend();
        }
        catch (OperationCanceledException) when (IsCancelled)
        {
            return StopReason.Cancelled;
        }
    }

    /// <summary>The cost over all examples at parameters of the same shape, and its gradient.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled; the sink has got nothing.</exception>
    public double CostAndGradient(NetworkParameters<T> at, IGradientSink<T> gradient)
    {
        options.CancellationToken.ThrowIfCancellationRequested();
        if (blocks is IReadOnlyList<TrainingSet> and [var whole])
            return engine.CostAndGradient(at, whole, _order.Natural(whole.Rows), gradient, Dropout(block: 0));

        _sum ??= new GradientSum<T>(at.Values.Length);
        _sum.Clear();
        var mean = default(WeightedMean);
        int blockNumber = 0;
        foreach (TrainingSet block in blocks)
        {
            options.CancellationToken.ThrowIfCancellationRequested();
            ReadOnlySpan<int> all = _order.Natural(block.Rows);
            double weight = block.TotalWeight(all);
            _sum.Begin(weight);
            mean.Add(engine.CostAndGradient(at, block, all, _sum, Dropout(blockNumber++)), weight);
        }

        _sum.Flush(gradient);
        return mean.Value;
    }

    /// <summary>Keeps what an epoch gave and reports it.</summary>
    /// <returns>Why training is to stop; null to go on.</returns>
    public StopReason? EndEpoch(double cost, double rate) => log.EndEpoch(cost, rate, parameters);

    public double CheckedCost(double cost) => double.IsFinite(cost)
        ? cost
        : throw new TrainingDivergedException(log.Count + 1, options.Optimizer, log.LearningRate, cost);

    /// <summary>Takes all epochs' steps by the optimizer's rule.</summary>
    private StopReason Descend()
    {
        var rule = UpdateRule<T>.Create(options.Optimizer, parameters, options);
        while (log.Count < options.Epochs)
        {
            double rate = log.LearningRate;
            double cost = options.BatchSize == 0 ? FullStep(rule, rate) : MiniBatches(rule, rate);
            if (EndEpoch(cost, rate) is { } reason)
                return reason;
        }

        return StopReason.Completed;
    }

    private double FullStep(UpdateRule<T> rule, double rate)
    {
        rule.BeginStep(rate);
        return CheckedCost(CostAndGradient(parameters, rule));
    }

    private double MiniBatches(UpdateRule<T> rule, double rate)
    {
        var mean = default(WeightedMean);
        int blockNumber = 0;
        foreach (TrainingSet block in blocks)
        {
            int batches = _order.Begin(log.Count + 1, blockNumber, block.Rows);
            DropoutMask dropout = Dropout(blockNumber++);
            for (int i = 0; i < batches; i++)
            {
                options.CancellationToken.ThrowIfCancellationRequested();
                ReadOnlySpan<int> batch = _order.Batch(i, batches);
                rule.BeginStep(rate);
                double cost = CheckedCost(engine.CostAndGradient(parameters, block, batch, rule, dropout));
                mean.Add(cost, block.TotalWeight(batch));
            }
        }

        return mean.Value;
    }

    /// <summary>The mask of the epoch under way.</summary>
    private DropoutMask Dropout(int block) => DropoutMask.OfEpoch(options, log.Count + 1, block);

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
