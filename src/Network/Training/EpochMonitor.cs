using System.Diagnostics;
using System.Numerics;
using MlNetShallow.Serialization;
using MlNetShallow.Training.Checkpoints;

namespace MlNetShallow.Training;

/// <summary>What happens after each epoch: the validation, the record, the progress report, and whether to stop.</summary>
internal sealed class EpochMonitor<T> : IRunState
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly List<EpochRecord> _records;
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly TrainingOptions _options;
    private readonly Validation<T>? _validation;
    private readonly RateSequence _rates;
    private readonly StoppingRule<T>? _stopping;
    private readonly double _costFactor;
    private readonly TimeSpan _before;
    private TimeSpan _epochStart;

    /// <summary>Begins.</summary>
    /// <param name="done">The epochs done before.</param>
    /// <param name="shape">The shape of the weights.</param>
    /// <param name="options">How training is done.</param>
    /// <param name="validation">What it is checked on; null for nothing.</param>
    /// <param name="costFactor">The factor from the training's costs, which it goes by, to those in the user's unit.</param>
    public EpochMonitor(
        IEnumerable<EpochRecord> done,
        NetworkShape shape,
        TrainingOptions options,
        Validation<T>? validation,
        double costFactor)
    {
        _records = [.. done];
        _before = TimeSpan.FromSeconds(_records.Sum(record => record.Seconds));
        (_options, _validation, _costFactor) = (options, validation, costFactor);
        _rates = new RateSequence(options);
        _stopping = options.EarlyStopping is { } stopping ? new StoppingRule<T>(stopping, shape, validation is not null) : null;
    }

    /// <summary>The number of epochs done.</summary>
    public int Count => _records.Count;

    /// <summary>α of the epoch under way.</summary>
    public double LearningRate => _rates.Rate(Count + 1);

    /// <summary>Starts the clock of an epoch.</summary>
    public void BeginEpoch() => _epochStart = _clock.Elapsed;

    /// <summary>Ends an epoch.</summary>
    /// <param name="cost">J over the epoch.</param>
    /// <param name="rate">The learning rate or step length that it had.</param>
    /// <param name="parameters">The weights after it.</param>
    /// <returns>Why training is to stop; null to continue.</returns>
    public StopReason? EndEpoch(double cost, double rate, NetworkParameters<T> parameters)
    {
        (double Cost, double Metric)? validation = _validation?.Evaluate(parameters);
        TimeSpan elapsed = _clock.Elapsed;
        var record = new EpochRecord(
            Count + 1, cost * _costFactor, validation?.Cost * _costFactor, validation?.Metric, rate,
            (elapsed - _epochStart).TotalSeconds);
        _records.Add(record);
        _options.Progress?.Invoke(new TrainingProgress(record, _options.Epochs, _before + elapsed));
        // Both rules see every epoch.
        bool noRate = _rates.EndEpoch(cost);
        bool stops = _stopping?.EndEpoch(Count, validation?.Cost ?? cost, parameters) ?? false;
        return stops ? StopReason.EarlyStopped : noRate ? StopReason.Converged : null;
    }

    /// <summary>What the epochs so far gave.</summary>
    public TrainingHistory ToHistory() => new(_records, _stopping?.BestEpoch);

    /// <summary>Restores the best weights where such are kept, and gives the whole history.</summary>
    public TrainingHistory Close(NetworkParameters<T> parameters)
    {
        _stopping?.Restore(parameters);
        return ToHistory();
    }

    public void Save(BinaryWriter writer)
    {
        _rates.Save(writer);
        _stopping?.Save(writer);
    }

    public void Load(ref ByteReader reader)
    {
        _rates.Load(ref reader);
        _stopping?.Load(ref reader);
    }
}
