using Microsoft.ML;

namespace MlNetShallow.Benchmarks.Accuracy.Contestants;

/// <summary>ML.NET's own trainers with the options that they come with. Compiled with the real packages only.</summary>
internal static class MlNetTrainers
{
    /// <summary>Why there are none; null as there are some.</summary>
    public static string? WhyMissing => null;

    public static Contestant[] For(LearningTask task) => task switch
    {
        LearningTask.Binary =>
        [
            Make("LbfgsLogisticRegression", true, context => context.BinaryClassification.Trainers.LbfgsLogisticRegression()),
            Make("SdcaLogisticRegression", true, context => context.BinaryClassification.Trainers.SdcaLogisticRegression()),
            Make("AveragedPerceptron", false, context => context.BinaryClassification.Trainers.AveragedPerceptron()),
            Make("LinearSvm", false, context => context.BinaryClassification.Trainers.LinearSvm()),
            Make("LdSvm", false, context => context.BinaryClassification.Trainers.LdSvm()),
            Make("FastTree", true, context => context.BinaryClassification.Trainers.FastTree()),
            Make("FastForest", false, context => context.BinaryClassification.Trainers.FastForest()),
        ],
        LearningTask.Multiclass =>
        [
            Make("LbfgsMaximumEntropy", true, context => context.MulticlassClassification.Trainers.LbfgsMaximumEntropy()),
            Make("SdcaMaximumEntropy", true, context => context.MulticlassClassification.Trainers.SdcaMaximumEntropy()),
            Make("SdcaNonCalibrated", false, context => context.MulticlassClassification.Trainers.SdcaNonCalibrated()),
            Make("OneVersusAll(AveragedPerceptron)", false, context => context.MulticlassClassification.Trainers.OneVersusAll(
                context.BinaryClassification.Trainers.AveragedPerceptron())),
        ],
        _ =>
        [
            Make("Sdca", false, context => context.Regression.Trainers.Sdca()),
            Make("LbfgsPoissonRegression", false, context => context.Regression.Trainers.LbfgsPoissonRegression()),
            Make("OnlineGradientDescent", false, context => context.Regression.Trainers.OnlineGradientDescent()),
            Make("FastTree", false, context => context.Regression.Trainers.FastTree()),
            Make("FastForest", false, context => context.Regression.Trainers.FastForest()),
        ],
    };

    private static Contestant Make(string name, bool givesProbabilities, Func<MLContext, IEstimator<ITransformer>> trainer)
        => MlNetPipeline.OfSingles($"ML.NET {name}", givesProbabilities, (context, _) => trainer(context));
}
