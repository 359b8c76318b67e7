using Microsoft.ML;

namespace MlNetShallow.Benchmarks.Accuracy.Contestants;

/// <summary>Our trainers with the options that they come with; and once more without hidden units, which is linear.</summary>
internal static class OurTrainers
{
    public static Contestant[] For(LearningTask task) =>
    [
        Make(task, Contestant.Ours, _ => { }),
        Make(task, $"{Contestant.Ours}, no hidden units", options => options.NumberOfHiddenUnits = 0),
    ];

    private static Contestant Make(LearningTask task, string name, Action<ShallowNetworkTrainerBase.OptionsBase> change)
    {
        return MlNetPipeline.OfBytes(name, givesProbabilities: task != LearningTask.Regression, Trainer);

        IEstimator<ITransformer> Trainer(MLContext context, int seed) => task switch
        {
            LearningTask.Binary => context.BinaryClassification.Trainers.ShallowNetwork(
                Options<ShallowNetworkBinaryTrainer.Options>(seed)),
            LearningTask.Multiclass => context.MulticlassClassification.Trainers.ShallowNetwork(
                Options<ShallowNetworkMulticlassTrainer.Options>(seed)),
            _ => context.Regression.Trainers.ShallowNetwork(
                Options<ShallowNetworkRegressionTrainer.Options>(seed)),
        };

        TOptions Options<TOptions>(int seed)
            where TOptions : ShallowNetworkTrainerBase.OptionsBase, new()
        {
            var options = new TOptions { Seed = seed };
            change(options);
            return options;
        }
    }
}
