using System.Numerics;
using MlNetShallow.Serialization;
using MlNetShallow.Training.Checkpoints;

namespace MlNetShallow.Training;

/// <summary>Early stopping under way: whether to stop, and the best weights so far.</summary>
internal sealed class StoppingRule<T>(EarlyStopping options, NetworkShape shape, bool keepsBest) : IRunState
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Plateau _plateau = new(options.Tolerance, options.Patience);
    private NetworkParameters<T>? _best;
    private double _lowest = double.PositiveInfinity;

    /// <summary>The epoch of the best weights; null where none are kept.</summary>
    public int? BestEpoch { get; private set; }

    /// <summary>Takes the cost that is watched and the weights after the epoch. True where it is time to stop.</summary>
    public bool EndEpoch(int epoch, double cost, NetworkParameters<T> parameters)
    {
        if (keepsBest && cost < _lowest)
        {
            (_lowest, BestEpoch) = (cost, epoch);
            _best ??= new NetworkParameters<T>(shape);
            parameters.Values.CopyTo(_best.Values);
        }

        return _plateau.Add(cost);
    }

    /// <summary>Restores the best weights.</summary>
    public void Restore(NetworkParameters<T> parameters) => _best?.Values.CopyTo(parameters.Values);

    public void Save(BinaryWriter writer)
    {
        _plateau.Save(writer);
        writer.Write(_lowest);
        writer.Write(BestEpoch ?? 0);
        if (_best is not null)
            writer.WriteVector<T>(_best.Values);
    }

    public void Load(ref ByteReader reader)
    {
        _plateau.Load(ref reader);
        _lowest = reader.ReadDouble();
        int bestEpoch = reader.ReadInt32();
        if (bestEpoch == 0)
            return;
        BestEpoch = bestEpoch;
        _best = new NetworkParameters<T>(shape);
        reader.ReadParameters(_best);
    }
}
