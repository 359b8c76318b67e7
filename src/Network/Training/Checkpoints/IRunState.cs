using MlNetShallow.Serialization;

namespace MlNetShallow.Training.Checkpoints;

/// <summary>A part of a training under way that has to be kept for the training to be taken up again.</summary>
internal interface IRunState
{
    /// <summary>Writes the state after an epoch.</summary>
    void Save(BinaryWriter writer);

    /// <summary>Takes on a state that was written.</summary>
    /// <exception cref="FormatException">It is cut off or of another training.</exception>
    void Load(ref ByteReader reader);
}
