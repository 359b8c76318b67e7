using MlNetShallow.Data.Pipelines;

namespace MlNetShallow.Evaluation.Comparisons;

/// <summary>Our trainers, with three kinds of options.</summary>
internal static class OurTrainers
{
    private const string Ours = "MlNetShallow";

    /// <param name="examples">What is learnt from.</param>
    /// <param name="loss">Of numbers, the loss to train by; null for the squared error.</param>
    public static IEnumerable<Entrant> For(LabelledExamples examples, RegressionLoss? loss = null)
    {
        return
        [
            Make("ShallowNetwork", _ => { }),
            Make("ShallowNetwork-linear", options => options.NumberOfHiddenUnits = 0),
            Make("ShallowNetwork-course", options => LikeTheCourse(options, examples)),
        ];

        Entrant Make(string name, Action<ShallowNetworkTrainerBase.OptionsBase> change)
            => new(name, Ours, FeatureForm.AsTrained, context => NetworkTrainers.Create(examples, context.MLContext, options =>
            {
                (options.Seed, options.Progress) = (context.Seed, context.Progress);
                options.CancellationToken = context.Cancellation;
                if (options is ShallowNetworkRegressionTrainer.Options regression)
                    regression.Loss = loss ?? RegressionLoss.Squared;
                change(options);
            }));
    }

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
}
