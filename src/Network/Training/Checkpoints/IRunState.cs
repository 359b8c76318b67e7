using MlNetShallow.Serialization;

namespace MlNetShallow.Training.Checkpoints;

/// <summary>A part of a training under way that has to be saved so that the training can be resumed.</summary>
internal interface IRunState
{
    /// <summary>Writes the state after an epoch.</summary>
    void Save(BinaryWriter writer);

    /// <summary>Restores a state that was written.</summary>
    /// <exception cref="FormatException">It is cut off or of another training.</exception>
    void Load(ref ByteReader reader);
}
