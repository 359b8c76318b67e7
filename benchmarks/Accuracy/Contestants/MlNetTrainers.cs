using Microsoft.ML;
using Microsoft.ML.Trainers.LightGbm;
using MlNetShallow.Benchmarks.Accuracy.Figures;

namespace MlNetShallow.Benchmarks.Accuracy.Contestants;

/// <summary>
/// ML.NET's own trainers with the options that they come with, and the probabilities that they give. Those of linear models are
/// given normalized features, as their documentation asks, but for pictures and texts, whose values are 0 to 1 as they come.
/// LightGBM gets one thread, so that no other's waiting counts as its work.
/// </summary>
internal static class MlNetTrainers
{
    public static Contestant[] All { get; } =
    [
        // It has none for numbers but Poisson's, which takes no negative ones.
        Make("ml-lbfgs", (kind, problem) => kind != SetKind.Large && problem.Task != LearningTask.Regression,
            (context, kind, problem, _) => problem.Task == LearningTask.Binary
                ? Normalized(context, kind, context.BinaryClassification.Trainers.LbfgsLogisticRegression())
                : Normalized(context, kind, context.MulticlassClassification.Trainers.LbfgsMaximumEntropy())),
        Make("ml-sdca", IsQuick, (context, kind, problem, _) => problem.Task switch
        {
            LearningTask.Binary => Normalized(context, kind, context.BinaryClassification.Trainers.SdcaLogisticRegression()),
            LearningTask.Multiclass => Normalized(
                context, kind, context.MulticlassClassification.Trainers.SdcaMaximumEntropy()),
            _ => Normalized(context, kind, context.Regression.Trainers.Sdca()),
        }),
        Make("ml-fasttree", IsQuick, (context, _, problem, _) => problem.Task switch
        {
            LearningTask.Binary => context.BinaryClassification.Trainers.FastTree(),
            LearningTask.Multiclass => context.MulticlassClassification.Trainers.OneVersusAll(
                context.BinaryClassification.Trainers.FastTree()),
            _ => context.Regression.Trainers.FastTree(),
        }),
        Make(ContestantNames.LightGbm, (_, _) => true, (context, _, problem, seed) => problem.Task switch
        {
            LearningTask.Binary => context.BinaryClassification.Trainers.LightGbm(
                new LightGbmBinaryTrainer.Options { NumberOfThreads = 1, Seed = seed }),
            LearningTask.Multiclass => context.MulticlassClassification.Trainers.LightGbm(
                new LightGbmMulticlassTrainer.Options { NumberOfThreads = 1, Seed = seed }),
            _ => context.Regression.Trainers.LightGbm(
                new LightGbmRegressionTrainer.Options { NumberOfThreads = 1, Seed = seed }),
        }),
    ];

    /// <summary>On 12,288 columns they take minutes a fit.</summary>
    private static bool IsQuick(SetKind kind, Problem problem) => kind is not (SetKind.Picture or SetKind.Large);

    private static Contestant Make(
        string name,
        Func<SetKind, Problem, bool> takesPart,
        Func<MLContext, SetKind, Problem, int, IEstimator<ITransformer>> trainer)
        => MlNetPipeline.Make(name, takesBytes: false, takesPart, trainer);

    private static IEstimator<ITransformer> Normalized(MLContext context, SetKind kind, IEstimator<ITransformer> trainer)
        => kind is SetKind.Picture or SetKind.Text
            ? trainer : context.Transforms.NormalizeMeanVariance("Features").Append(trainer);
}
