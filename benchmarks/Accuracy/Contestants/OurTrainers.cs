using Microsoft.ML;
using MlNetShallow.Benchmarks.Accuracy.Figures;

namespace MlNetShallow.Benchmarks.Accuracy.Contestants;

/// <summary>
/// Our trainers with the options that they come with; and with those that they came with before they chose λ from the data, given
/// one by one: λ = 0.15 / √m, 200 steps of L-BFGS, sparse features unscaled, where the first row is what tells that they are.
/// </summary>
internal static class OurTrainers
{
    private const int StepsBefore = 200;

    public static Contestant[] All { get; } =
    [
        Make(ContestantNames.Ours, (_, _) => true, (_, _) => { }),
        Make(ContestantNames.Before, (kind, _) => kind != SetKind.Large, (options, examples) =>
        {
            options.L2Regularization = 0.15 / Math.Sqrt(examples.Rows);
            options.Optimizer = Optimizer.Lbfgs();
            options.NumberOfEpochs = StepsBefore;
            options.FeatureScaling = examples.StartsWithSparseRow ? FeatureScaling.None : FeatureScaling.MeanVariance;
        }),
    ];

    /// <summary>Ours with several hidden layers, all else as it comes.</summary>
    public static Contestant WithLayers(int[] units) => Make(
        $"layers {string.Join(',', units)}", (_, _) => true, (options, _) => options.HiddenUnits = units);

    private static Contestant Make(
        string name,
        Func<SetKind, Problem, bool> takesPart,
        Action<ShallowNetworkTrainerBase.OptionsBase, Examples> change)
    {
        return MlNetPipeline.Make(name, takesBytes: true, takesPart, (context, _, problem, seed) => problem.Task switch
        {
            LearningTask.Binary => context.BinaryClassification.Trainers.ShallowNetwork(
                Options<ShallowNetworkBinaryTrainer.Options>(problem, seed)),
            LearningTask.Multiclass => context.MulticlassClassification.Trainers.ShallowNetwork(
                Options<ShallowNetworkMulticlassTrainer.Options>(problem, seed)),
            _ => context.Regression.Trainers.ShallowNetwork(
                Options<ShallowNetworkRegressionTrainer.Options>(problem, seed)),
        });

        TOptions Options<TOptions>(Problem problem, int seed)
            where TOptions : ShallowNetworkTrainerBase.OptionsBase, new()
        {
            var options = new TOptions { Seed = seed };
            change(options, problem.Train);
            return options;
        }
    }
}
