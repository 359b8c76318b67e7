using System.Numerics;
using MlNetShallow.Training.Selection;

namespace MlNetShallow.Training.Checkpoints;

/// <summary>Makes the checkpoints of a training.</summary>
/// <param name="options">How training is done.</param>
/// <param name="subject">What the checkpoints are of; asked for when one is made, as the number of examples in blocks is known
/// after a pass.</param>
/// <param name="choice">What was learnt from examples out of their folds; null for nothing.</param>
/// <param name="gramStart">In the Gram form, the weights that the coefficients build on; else null.</param>
internal sealed class CheckpointMaker<T>(
    TrainingOptions options,
    Func<CheckpointSubject> subject,
    CrossValidationResult? choice = null,
    NetworkParameters<T>? gramStart = null)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Makes a checkpoint where one is due.</summary>
    public void EndEpoch(int epoch, Func<TrainingHistory> history, StopReason? reason, IRunState run)
    {
        if (options.Checkpoint is null || epoch % options.CheckpointInterval != 0)
            return;
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        if (gramStart is not null)
            writer.WriteVector<T>(gramStart.Values);
        run.Save(writer);
        options.Checkpoint(new TrainingCheckpoint(subject(), history(), reason, choice, stream.ToArray()));
    }
}
