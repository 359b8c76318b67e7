using MlNetShallow.Serialization;
using MlNetShallow.Training.Checkpoints;
using MlNetShallow.Training.Selection;

namespace MlNetShallow;

/// <summary>
/// A training as it is after an epoch: weights in the full precision of the arithmetic, the optimizer's state, and what the
/// schedule and early stopping have seen. A training that resumes from it, by
/// <see cref="Training.TrainingOptions.ResumeFrom"/>, comes to the same bits as one that was not interrupted, on the same
/// machine. Immutable and thread-safe.
/// </summary>
public sealed class TrainingCheckpoint
{
    internal TrainingCheckpoint(
        CheckpointSubject subject,
        TrainingHistory history,
        StopReason? stopReason,
        CrossValidationResult? crossValidation,
        byte[] state)
        => (Subject, History, StopReason, CrossValidation, State) = (subject, history, stopReason, crossValidation, state);

    /// <summary>The network that is trained.</summary>
    public NetworkShape Shape => Subject.Shape;

    /// <summary>The number of epochs done.</summary>
    public int Epoch => History.Count;

    /// <summary>What each epoch so far gave.</summary>
    public TrainingHistory History { get; }

    /// <summary>Why training ended with this epoch; null where it continues or went through all epochs asked for.</summary>
    public StopReason? StopReason { get; }

    /// <summary>What the training learnt from examples out of their folds before its first epoch; null where it did
    /// not.</summary>
    public CrossValidationResult? CrossValidation { get; }

    internal CheckpointSubject Subject { get; }

    internal byte[] State { get; }

    /// <summary>
    /// Writes the checkpoint to a file, which it replaces. The file is written beside and moved to its place when it is
    /// complete and on the disk, so that there is a whole checkpoint at any moment.
    /// </summary>
    /// <exception cref="IOException">It could not be written; the file is as it was.</exception>
    public void Save(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        WholeFile.Write(path, file => file.Write(CheckpointFormat.Write(this)));
    }

    /// <summary>Reads a file that <see cref="Save"/> wrote.</summary>
    /// <exception cref="IOException">It could not be read.</exception>
    /// <exception cref="FormatException">It is no checkpoint, or damaged, or of another version.</exception>
    public static TrainingCheckpoint Load(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        try
        {
            return CheckpointFormat.Read(File.ReadAllBytes(path));
        }
        catch (FormatException error)
        {
            throw new FormatException($"'{path}': {error.Message}", error);
        }
    }
}
