using System.Numerics;
using MlNetShallow.Engines;
using MlNetShallow.Numerics;

namespace MlNetShallow.Training;

/// <summary>A training under way: its parameters, and the steps of an epoch.</summary>
internal sealed class TrainingRun<T>(
    NetworkParameters<T> parameters,
    TrainingSet examples,
    Validation<T>? validation,
    TrainingOptions options,
    IGradientEngine<T> engine)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly int[] _order = [.. Enumerable.Range(0, examples.Rows)];
    private readonly EpochLog<T> _log = new(options, validation);

    public NetworkParameters<T> Parameters { get; } = parameters;

    public TrainingOptions Options => options;

    public int EpochsDone => _log.Count;

    public bool IsCancelled => options.CancellationToken.IsCancellationRequested;

    /// <summary>The cost and gradient over all examples, at other parameters of the same shape.</summary>
    public double CostAndGradient(NetworkParameters<T> at, IGradientSink<T> gradient)
        => engine.CostAndGradient(at, examples, _order, gradient);

    /// <summary>Trains to the end.</summary>
    /// <param name="dual">What makes plain products of inner ones; null where they are plain. Only L-BFGS takes any.</param>
    public (StopReason Reason, TrainingHistory History) Train(Lbfgs<T>.Dualize? dual)
    {
        StopReason reason =
            options.Optimizer is LbfgsOptimizer lbfgs ? new Lbfgs<T>(lbfgs, this, dual).Run() : Descend();
        return (reason, _log.Close(Parameters));
    }

    /// <summary>Keeps what an epoch gave and reports it.</summary>
    /// <returns>Why training is to stop; null to go on.</returns>
    public StopReason? EndEpoch(double cost, double rate) => _log.EndEpoch(cost, rate, Parameters);

    public double CheckedCost(double cost) => double.IsFinite(cost)
        ? cost
        : throw new TrainingDivergedException(_log.Count + 1, options.Optimizer, _log.LearningRate, cost);

    /// <summary>Takes all epochs' steps by the optimizer's rule.</summary>
    private StopReason Descend()
    {
        var rule = UpdateRule<T>.Create(options.Optimizer, Parameters, options);
        int batches = options.BatchSize == 0 ? 1 : (_order.Length + options.BatchSize - 1) / options.BatchSize;
        double totalWeight = examples.TotalWeight(_order);
        var random = new MersenneTwister(unchecked((uint)options.Seed));
        while (_log.Count < options.Epochs)
        {
            if (options.Shuffle && batches > 1)
                random.Shuffle(_order);
            double cost = 0, rate = _log.LearningRate;
            for (int i = 0; i < batches; i++)
            {
                if (IsCancelled)
                    return StopReason.Cancelled;

                ReadOnlySpan<int> batch = Batch(i, batches);
                rule.BeginStep(rate);
                double batchCost = CheckedCost(engine.CostAndGradient(Parameters, examples, batch, rule));
                cost += batchCost * (examples.TotalWeight(batch) / totalWeight);
            }

            if (EndEpoch(cost, rate) is { } reason)
                return reason;
        }

        return StopReason.Completed;
    }

    /// <summary>
    /// The i-th of batches that are all of nearly equal size: a short last batch, perhaps of one example, would take a step
    /// as long as the others on next to no evidence.
    /// </summary>
    private ReadOnlySpan<int> Batch(int i, int batches)
    {
        int start = (int)((long)_order.Length * i / batches), end = (int)((long)_order.Length * (i + 1) / batches);
        return _order.AsSpan(start, end - start);
    }
}
