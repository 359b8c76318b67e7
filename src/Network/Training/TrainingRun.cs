using System.Diagnostics;
using System.Numerics;
using MlNetShallow.Engines;
using MlNetShallow.Numerics;

namespace MlNetShallow.Training;

/// <summary>A training under way: its parameters, its cost history, its clock.</summary>
internal sealed class TrainingRun<T>(
    NetworkParameters<T> parameters, TrainingSet examples, TrainingOptions options, IGradientEngine<T> engine)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly List<double> _costs = new(Math.Min(options.Epochs, 1 << 16));
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly int[] _order = [.. Enumerable.Range(0, examples.Rows)];

    public NetworkParameters<T> Parameters { get; } = parameters;

    public TrainingOptions Options => options;

    public IReadOnlyList<double> CostHistory => _costs;

    public bool IsCancelled => options.CancellationToken.IsCancellationRequested;

    /// <summary>The cost and gradient over all examples, at other parameters of the same shape.</summary>
    public double CostAndGradient(NetworkParameters<T> at, IGradientSink<T> gradient)
        => engine.CostAndGradient(at, examples, _order, gradient);

    /// <summary>Trains to the end.</summary>
    /// <param name="dual">What makes plain products of inner ones; null where they are plain. Only L-BFGS takes any.</param>
    public StopReason Train(Lbfgs<T>.Dualize? dual)
        => options.Optimizer is LbfgsOptimizer lbfgs ? new Lbfgs<T>(lbfgs, this, dual).Run() : Descend();

    /// <summary>Takes all epochs' steps by the optimizer's rule.</summary>
    private StopReason Descend()
    {
        var rule = UpdateRule<T>.Create(options.Optimizer, Parameters, options);
        int batches = options.BatchSize == 0 ? 1 : (_order.Length + options.BatchSize - 1) / options.BatchSize;
        double totalWeight = examples.TotalWeight(_order);
        var random = new MersenneTwister(unchecked((uint)options.Seed));
        while (_costs.Count < options.Epochs)
        {
            if (options.Shuffle && batches > 1)
                random.Shuffle(_order);
            double cost = 0;
            for (int i = 0; i < batches; i++)
            {
                if (IsCancelled)
                    return StopReason.Cancelled;

                ReadOnlySpan<int> batch = Batch(i, batches);
                rule.BeginStep();
                double batchCost = CheckedCost(engine.CostAndGradient(Parameters, examples, batch, rule));
                cost += batchCost * (examples.TotalWeight(batch) / totalWeight);
            }

            EndEpoch(cost);
        }

        return StopReason.Completed;
    }

    /// <summary>Keeps an epoch's cost and reports it.</summary>
    public void EndEpoch(double cost)
    {
        _costs.Add(cost);
        options.Progress?.Invoke(new TrainingProgress(_costs.Count, options.Epochs, cost, _clock.Elapsed));
    }

    public double CheckedCost(double cost) => double.IsFinite(cost)
        ? cost
        : throw new TrainingDivergedException(_costs.Count + 1, options, cost);

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
