using Microsoft.ML;

namespace MlNetShallow.Benchmarks.Accuracy.Contestants;

/// <summary>Our trainers with the options that they come with; and once more without hidden units, which is linear.</summary>
internal static class OurTrainers
{
    private static readonly Contestant[] Binary =
    [
        MlNetPipeline.OfBytes(Contestant.Ours, true, (context, seed)
            => context.BinaryClassification.Trainers.ShallowNetwork(new ShallowNetworkBinaryTrainer.Options { Seed = seed })),
        MlNetPipeline.OfBytes("ShallowNetwork, no hidden units", true, (context, seed)
            => context.BinaryClassification.Trainers.ShallowNetwork(
                new ShallowNetworkBinaryTrainer.Options { Seed = seed, NumberOfHiddenUnits = 0 })),
    ];

    public static Contestant[] For(LearningTask task) => task == LearningTask.Binary ? Binary : [];
}
