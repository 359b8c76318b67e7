using MlNetShallow.Serialization;
using MlNetShallow.Training.Checkpoints;

namespace MlNetShallow.Training;

/// <summary>Notices when a cost has failed a number of times running to fall by a tolerance below the lowest so far.</summary>
internal sealed class Plateau(double tolerance, int patience) : IRunState
{
    private double _lowest = double.PositiveInfinity;
    private int _failures;

    /// <summary>Takes the next cost. True where it is one failure too many; counting then starts again.</summary>
    public bool Add(double cost)
    {
        _failures = cost <= _lowest - tolerance && cost < _lowest ? 0 : _failures + 1;
        if (cost < _lowest)
            _lowest = cost;
        if (_failures < patience)
            return false;
        _failures = 0;
        return true;
    }

    public void Save(BinaryWriter writer)
    {
        writer.Write(_lowest);
        writer.Write(_failures);
    }

    public void Load(ref ByteReader reader) => (_lowest, _failures) = (reader.ReadDouble(), reader.ReadInt32());
}
