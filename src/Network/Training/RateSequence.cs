using MlNetShallow.Serialization;
using MlNetShallow.Training.Checkpoints;

namespace MlNetShallow.Training;

/// <summary>The learning rates of a training, epoch by epoch.</summary>
internal sealed class RateSequence(TrainingOptions options) : IRunState
{
    private const double LowestAdaptive = 1e-6;
    private const double AdaptiveDivisor = 5;
    private const int AdaptivePatience = 2;

    private readonly Plateau? _plateau =
        options.LearningRateSchedule is AdaptiveSchedule adaptive ? new Plateau(adaptive.Tolerance, AdaptivePatience) : null;
    private double _adapted = options.LearningRate;

    /// <summary>α of an epoch, from 1.</summary>
    public double Rate(int epoch) => options.LearningRateSchedule switch
    {
        InverseScalingSchedule inverse => options.LearningRate / Math.Pow(epoch, inverse.Power),
        CosineSchedule cosine => options.LearningRate * (cosine.FinalFraction
            + ((1 - cosine.FinalFraction) * (1 + Math.Cos(Math.PI * (epoch - 1) / options.Epochs)) / 2)),
        _ => _adapted,
    };

    /// <summary>Takes the training cost of the epoch that is done. True where there is no lower rate to continue with.</summary>
    public bool EndEpoch(double cost)
    {
        if (_plateau is null || !_plateau.Add(cost))
            return false;
        if (_adapted <= LowestAdaptive)
            return true;
        _adapted /= AdaptiveDivisor;
        return false;
    }

    public void Save(BinaryWriter writer)
    {
        writer.Write(_adapted);
        _plateau?.Save(writer);
    }

    public void Load(ref ByteReader reader)
    {
        _adapted = reader.ReadDouble();
        _plateau?.Load(ref reader);
    }
}
