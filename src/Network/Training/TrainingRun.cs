using System.Numerics;
using MlNetShallow.Engines;
using MlNetShallow.Serialization;
using MlNetShallow.Training.Checkpoints;

namespace MlNetShallow.Training;

/// <summary>A training under way: its parameters, its optimizer, its epochs.</summary>
internal sealed class TrainingRun<T> : IRunState
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ExamplePasses<T> _passes;
    private readonly EpochLog<T> _log;
    private readonly CheckpointMaker _checkpoints;
    private readonly UpdateRule<T>? _rule;
    private readonly Lbfgs<T>? _lbfgs;

    /// <summary>Prepares a run.</summary>
    /// <param name="parameters">Where it starts; changed as it goes on.</param>
    /// <param name="passes">The examples.</param>
    /// <param name="log">What happens between two epochs.</param>
    /// <param name="checkpoints">Makes its checkpoints.</param>
    /// <param name="options">How it is done.</param>
    /// <param name="dual">What makes plain products of inner ones; null where they are plain. Only L-BFGS takes any.</param>
    public TrainingRun(
        NetworkParameters<T> parameters,
        ExamplePasses<T> passes,
        EpochLog<T> log,
        CheckpointMaker checkpoints,
        TrainingOptions options,
        Lbfgs<T>.Dualize? dual = null)
    {
        (Parameters, Options, _passes, _log, _checkpoints) = (parameters, options, passes, log, checkpoints);
        if (options.Optimizer is LbfgsOptimizer lbfgs)
            _lbfgs = new Lbfgs<T>(lbfgs, this, dual);
        else
            _rule = UpdateRule<T>.Create(options.Optimizer, parameters, options);
    }

    public NetworkParameters<T> Parameters { get; }

    public TrainingOptions Options { get; }

    public int EpochsDone => _log.Count;

    public bool IsCancelled => Options.CancellationToken.IsCancellationRequested;

    /// <summary>Trains to the end.</summary>
    public StopReason Train()
    {
        try
        {
            return _lbfgs?.Run() ?? Descend(_rule!);
        }
        catch (OperationCanceledException) when (IsCancelled)
        {
            return StopReason.Cancelled;
        }
    }

    /// <summary>The cost over all examples at parameters of the same shape, and its gradient.</summary>
    public double CostAndGradient(NetworkParameters<T> at, IGradientSink<T> gradient)
        => _passes.Whole(_log.Count + 1, at, gradient);

    /// <summary>Keeps what an epoch gave and reports it.</summary>
    /// <returns>Why training is to stop; null to go on.</returns>
    public StopReason? EndEpoch(double cost, double rate)
    {
        StopReason? reason = _log.EndEpoch(cost, rate, Parameters);
        _checkpoints.EndEpoch(_log.Count, _log.ToHistory, reason, this);
        _log.BeginEpoch();
        return reason;
    }

    public void CheckCost(double cost)
    {
        // A cost that the weights' precision does not hold has derivatives whose squares it does not hold.
        if (!T.IsFinite(T.CreateTruncating(cost)))
            throw new TrainingDivergedException(_log.Count + 1, Options.Optimizer, _log.LearningRate, cost);
    }

    public void Save(BinaryWriter writer)
    {
        writer.WriteVector<T>(Parameters.Values);
        _log.Save(writer);
        Optimizer.Save(writer);
    }

    public void Load(ref ByteReader reader)
    {
        reader.ReadParameters(Parameters);
        _log.Load(ref reader);
        Optimizer.Load(ref reader);
    }

    private IRunState Optimizer => (IRunState?)_lbfgs ?? _rule!;

    /// <summary>Takes all epochs' steps by a rule.</summary>
    private StopReason Descend(UpdateRule<T> rule)
    {
        while (_log.Count < Options.Epochs)
        {
            int epoch = _log.Count + 1;
            double rate = _log.LearningRate, cost;
            if (Options.BatchSize == 0)
            {
                rule.BeginStep(rate);
                cost = CostAndGradient(Parameters, rule);
                CheckCost(cost);
            }
            else
            {
                cost = _passes.InBatches(epoch, Parameters, rule, () => rule.BeginStep(rate), CheckCost);
            }

            if (EndEpoch(cost, rate) is { } reason)
                return reason;
        }

        return StopReason.Completed;
    }
}
