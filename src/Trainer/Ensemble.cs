using MlNetShallow.Training;

namespace MlNetShallow;

/// <summary>Trains the networks of an ensemble, one after the other, and makes one of them.</summary>
internal static class Ensemble
{
    /// <param name="size">How many.</param>
    /// <param name="options">The options of the first; the others have the seeds that follow.</param>
    /// <param name="getStart">What a network starts from, by its number, from 0.</param>
    /// <param name="train">Trains one.</param>
    /// <param name="log">Is told of each.</param>
    /// <returns>The first's result with the average of all; where training is cancelled, of those that are whole, and the first.</returns>
    public static TrainingResult<float> Train(
        int size,
        TrainingOptions options,
        Func<int, ShallowNetwork<float>> getStart,
        Func<ShallowNetwork<float>, TrainingOptions, TrainingResult<float>> train,
        TrainingLog log)
    {
        TrainingResult<float> first = train(getStart(0), options);
        var networks = new List<ShallowNetwork<float>> { first.Network };
        StopReason stopReason = first.StopReason;
        for (int member = 1; member < size && stopReason != StopReason.Cancelled; member++)
        {
            TrainingResult<float> trained = train(getStart(member), options with { Seed = options.Seed + member });
            if (trained.StopReason == StopReason.Cancelled)
                stopReason = StopReason.Cancelled;
            else
                networks.Add(trained.Network);
            log.Info($"Network {member + 1} of {size}: {trained.StopReason} after {trained.History.Count} epochs.");
        }

        return networks.Count == 1
            ? first with { StopReason = stopReason }
            : first with { StopReason = stopReason, Network = ShallowNetwork<float>.Average(networks) };
    }
}
