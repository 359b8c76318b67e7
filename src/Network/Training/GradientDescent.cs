using System.Diagnostics;
using System.Numerics;
using System.Numerics.Tensors;
using MlNetShallow.Engines;
using MlNetShallow.Numerics;

namespace MlNetShallow.Training;

/// <summary>
/// Gradient descent: W := W − α·dW and b := b − α·db, over all examples at once or over mini-batches. The same options and
/// seed give the same bits.
/// </summary>
public static class GradientDescent
{
    /// <summary>Trains a network further.</summary>
    /// <typeparam name="T">The precision of weights and arithmetic.</typeparam>
    /// <param name="network">Where training starts; it stays as it is.</param>
    /// <param name="examples">What it learns from.</param>
    /// <param name="options">How it learns.</param>
    /// <param name="engine">The arithmetic; by default the fast engine.</param>
    /// <returns>The trained network and its cost history.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    /// <exception cref="ArgumentException">The examples have another number of features than the network.</exception>
    /// <exception cref="TrainingDivergedException">The cost became infinite or NaN.</exception>
    public static TrainingResult<T> Train<T>(
        ShallowNetwork<T> network, TrainingSet examples, TrainingOptions options, INetworkEngine<T>? engine = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(examples);
        ArgumentNullException.ThrowIfNull(options);
        options.Check();
        engine ??= new VectorizedEngine<T>(options.NumberOfThreads);

        var parameters = network.CopyParameters();
        var step = new DescentStep<T>(parameters, T.CreateTruncating(-options.LearningRate));
        int[] order = [.. Enumerable.Range(0, examples.Rows)];
        int batches = options.BatchSize == 0 ? 1 : (order.Length + options.BatchSize - 1) / options.BatchSize;
        bool shuffle = options.Shuffle && batches > 1;
        double totalWeight = examples.TotalWeight(order);
        var random = new MersenneTwister(unchecked((uint)options.Seed));
        var costs = new List<double>(options.Epochs);
        var clock = Stopwatch.StartNew();

        for (int epoch = 1; epoch <= options.Epochs; epoch++)
        {
            if (shuffle)
                random.Shuffle(order);
            double cost = 0;
            for (int i = 0; i < batches; i++)
            {
                if (options.CancellationToken.IsCancellationRequested)
                    return Result(StopReason.Cancelled);

                var batch = Batch(order, i, batches);
                double batchCost = engine.CostAndGradient(parameters, examples, batch, step);
                if (!double.IsFinite(batchCost))
                    throw new TrainingDivergedException(epoch, options.LearningRate, batchCost);
                cost += batchCost * (examples.TotalWeight(batch) / totalWeight);
            }

            costs.Add(cost);
            options.Progress?.Invoke(new TrainingProgress(epoch, options.Epochs, cost, clock.Elapsed));
        }

        return Result(StopReason.Completed);

        TrainingResult<T> Result(StopReason reason)
        {
            // The last step has no cost after it that would tell.
            if (!TensorPrimitives.IsFiniteAll<T>(parameters.Values))
                throw new TrainingDivergedException(costs.Count, options.LearningRate, double.NaN);
            return new(new ShallowNetwork<T>(parameters), costs, reason);
        }
    }

    /// <summary>
    /// The i-th of batches that are all of nearly equal size: a short last batch, perhaps of one example, would take a step
    /// as long as the others on next to no evidence.
    /// </summary>
    private static Span<int> Batch(int[] order, int i, int batches)
    {
        int start = (int)((long)order.Length * i / batches), end = (int)((long)order.Length * (i + 1) / batches);
        return order.AsSpan(start, end - start);
    }

    /// <summary>θ := θ − α · ∂J/∂θ, part by part.</summary>
    private sealed class DescentStep<T>(NetworkParameters<T> parameters, T minusRate) : IGradientSink<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public bool IgnoresZeros => true;

        public void Accept(int offset, ReadOnlySpan<T> gradient)
        {
            Span<T> part = parameters.Values.Slice(offset, gradient.Length);
            TensorPrimitives.MultiplyAdd(gradient, minusRate, part, part);
        }
    }
}
