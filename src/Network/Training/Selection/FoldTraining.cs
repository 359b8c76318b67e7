using System.Numerics;
using MlNetShallow.Engines;
using MlNetShallow.Training.Solvers;

namespace MlNetShallow.Training.Selection;

/// <inheritdoc/>
/// <param name="parameters">Where it starts; changed by training.</param>
/// <param name="learnt">The examples that it sees, as the training sees them.</param>
/// <param name="heldOut">The number of those that it does not see.</param>
/// <param name="options">How it is done.</param>
/// <param name="engine">The arithmetic.</param>
/// <param name="forward">The logits of the examples that it does not see.</param>
/// <param name="dual">What makes plain products of inner ones; null where they are plain.</param>
internal sealed class FoldTraining<T>(
    NetworkParameters<T> parameters,
    TrainingSet learnt,
    int heldOut,
    TrainingOptions options,
    IGradientEngine<T> engine,
    FoldTraining<T>.Forward forward,
    LbfgsSolver<T>.Dualize? dual = null)
    : IFoldTraining
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>A lower one chooses no better λ, and takes a strong penalty most of its steps.</summary>
    private const double Tolerance = 1e-5;

    // One for all penalties, as its vectors are most of the memory of a fold.
    private LbfgsSolver<T>? _solver;

    public delegate void Forward(NetworkParameters<T> parameters, Span<T> logits);

    public Array Weights
    {
        get => parameters.Values.ToArray();
        set => ((T[])value).CopyTo(parameters.Values);
    }

    public bool Train(double l2, int epochs)
    {
        // Without progress reports, and by L-BFGS whatever the optimizer of the network is.
        LbfgsOptimizer lbfgs = options.Optimizer as LbfgsOptimizer ?? new LbfgsOptimizer();
        var these = new TrainingOptions
        {
            Optimizer = lbfgs,
            L2Regularization = l2,
            RelativeTolerance = Tolerance,
            Epochs = epochs,
            NumberOfThreads = options.NumberOfThreads,
            CancellationToken = options.CancellationToken,
        };
        if (_solver is null)
            _solver = new(lbfgs, parameters, new ExamplePasses<T>([learnt], these, engine), these, dual);
        else
            _solver.Restart(these);
        var loop = new EpochLoop<T>(
            parameters,
            _solver,
            new EpochMonitor<T>([], parameters.Shape, these, validation: null, costFactor: 1),
            these);
        return loop.Run() != StopReason.Cancelled;
    }

    public double[] Logits()
    {
        var logits = new T[heldOut * parameters.Shape.Outputs];
        forward(parameters, logits);
        return Array.ConvertAll(logits, double.CreateTruncating);
    }
}
