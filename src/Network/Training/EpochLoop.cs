using System.Numerics;
using MlNetShallow.Serialization;
using MlNetShallow.Training.Checkpoints;
using MlNetShallow.Training.Solvers;

namespace MlNetShallow.Training;

/// <summary>The epochs of a training: a solver takes the steps, a monitor says when to stop, and checkpoints are made.</summary>
/// <param name="parameters">What is trained.</param>
/// <param name="solver">Changes them.</param>
/// <param name="monitor">Looks at each epoch.</param>
/// <param name="options">How training is done.</param>
/// <param name="checkpoints">Makes the checkpoints; null for none.</param>
internal sealed class EpochLoop<T>(
    NetworkParameters<T> parameters,
    ISolver solver,
    EpochMonitor<T> monitor,
    TrainingOptions options,
    CheckpointMaker<T>? checkpoints = null)
    : IRunState
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Trains to the end, and says why it was that.</summary>
    public StopReason Run()
    {
        try
        {
            while (monitor.Count < options.Epochs)
            {
                if (solver.RunEpoch(monitor.Count + 1, monitor.LearningRate) is not { } epoch)
                    return StopReason.Converged;
                StopReason? reason = monitor.EndEpoch(epoch.Cost, epoch.Rate, parameters);
                checkpoints?.EndEpoch(monitor.Count, monitor.ToHistory, reason, this);
                monitor.BeginEpoch();
                if (reason is not null || epoch.HasConverged)
                    return reason ?? StopReason.Converged;
            }

            return StopReason.Completed;
        }
        catch (OperationCanceledException) when (options.CancellationToken.IsCancellationRequested)
        {
            return StopReason.Cancelled;
        }
    }

    public void Save(BinaryWriter writer)
    {
        writer.WriteVector<T>(parameters.Values);
        monitor.Save(writer);
        solver.Save(writer);
    }

    public void Load(ref ByteReader reader)
    {
        reader.ReadParameters(parameters);
        monitor.Load(ref reader);
        solver.Load(ref reader);
    }
}
