using Microsoft.ML;
using MlNetShallow.Data.Pipelines;
using MlNetShallow.Data.Tables;

namespace MlNetShallow.Evaluation.Comparisons.Trainers;

/// <summary>Our trainers, with three kinds of options.</summary>
internal static class OurTrainers
{
    public static IEnumerable<Entrant> All =>
    [
        Make("ShallowNetwork", (_, _) => { }),
        Make("ShallowNetwork-linear", (options, _) => options.NumberOfHiddenUnits = 0),
        Make("ShallowNetwork-course", LikeTheCourse),
    ];

    private static Entrant Make(string name, Action<ShallowNetworkTrainerBase.OptionsBase, LabelledExamples> change)
        => new(name, Entrant.Ours, FeatureForm.AsTrained, GivesProbabilities: true, context => Create(context, change));

    /// <summary>The settings of the course's cat model. Pixels are not scaled, as there; in the columns of a table, whose units
    /// are anything, its learning rate would have no meaning without.</summary>
    private static void LikeTheCourse(ShallowNetworkTrainerBase.OptionsBase options, LabelledExamples examples)
    {
        options.NumberOfHiddenUnits = 7;
        options.Activation = Activation.Relu;
        options.Initialization = WeightInitialization.Normal;
        options.InitializationScale = 0.01;
        options.Optimizer = Optimizer.GradientDescent;
        options.BatchSize = 0;
        options.LearningRate = 0.0075;
        options.NumberOfEpochs = 2500;
        options.L2Regularization = 0;
        if (!examples.FeaturesAreLearnt)
            options.FeatureScaling = FeatureScaling.None;
    }

    private static IEstimator<ITransformer> Create(
        FitContext context, Action<ShallowNetworkTrainerBase.OptionsBase, LabelledExamples> change)
    {
        return context.Examples.Task switch
        {
            TableTask.Binary => new ShallowNetworkBinaryTrainer(
                Options<ShallowNetworkBinaryTrainer.Options>(), context.MLContext),
            TableTask.Multiclass => new ShallowNetworkMulticlassTrainer(
                Options<ShallowNetworkMulticlassTrainer.Options>(), context.MLContext),
            _ => new ShallowNetworkRegressionTrainer(Options<ShallowNetworkRegressionTrainer.Options>(), context.MLContext),
        };

        TOptions Options<TOptions>()
            where TOptions : ShallowNetworkTrainerBase.OptionsBase, new()
        {
            var options = new TOptions
            {
                LabelColumnName = context.Examples.LabelColumn,
                FeatureColumnName = context.Examples.FeatureColumn,
                Seed = context.Seed,
                Progress = context.Progress,
                CancellationToken = context.Cancellation,
            };
            change(options, context.Examples);
            return options;
        }
    }
}
