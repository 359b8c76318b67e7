using Microsoft.ML;
using MlNetShallow.Sample.Data.Tables;

namespace MlNetShallow.Sample.Comparison.Trainers;

/// <summary>ML.NET's own trainers. Compiled with the real packages only.</summary>
internal static class BuiltInTrainers
{
    /// <summary>Why there are none; null as there are some.</summary>
    public static string? WhyMissing => null;

    public static BuiltInTrainer[] For(TableTask task) => task switch
    {
        TableTask.Binary =>
        [
            Binary("LbfgsLogisticRegression", true, (of, label, features) => of.LbfgsLogisticRegression(label, features)),
            Binary("SdcaLogisticRegression", true, (of, label, features) => of.SdcaLogisticRegression(label, features)),
            Binary("SgdCalibrated", true, (of, label, features) => of.SgdCalibrated(label, features)),
            Binary("AveragedPerceptron", false, (of, label, features) => of.AveragedPerceptron(label, features)),
            Binary("LinearSvm", false, (of, label, features) => of.LinearSvm(label, features)),
            Binary("LdSvm", false, (of, label, features) => of.LdSvm(label, features)),
            Binary("FieldAwareFactorizationMachine", true, (of, label, features)
                => of.FieldAwareFactorizationMachine(features, label)),
            Binary("FastTree", true, (of, label, features) => of.FastTree(label, features)),
            Binary("FastForest", false, (of, label, features) => of.FastForest(label, features)),
        ],
        TableTask.Multiclass =>
        [
            Multiclass("LbfgsMaximumEntropy", true, (of, label, features) => of.LbfgsMaximumEntropy(label, features)),
            Multiclass("SdcaMaximumEntropy", true, (of, label, features) => of.SdcaMaximumEntropy(label, features)),
            Multiclass("SdcaNonCalibrated", false, (of, label, features) => of.SdcaNonCalibrated(label, features)),
            Multiclass("NaiveBayes", false, (of, label, features) => of.NaiveBayes(label, features)),
            // It brings the scores of its trainers to probabilities, and these to a sum of 1.
            new("OneVersusAll(AveragedPerceptron)", true, (context, label, features)
                => context.MulticlassClassification.Trainers.OneVersusAll(
                    context.BinaryClassification.Trainers.AveragedPerceptron(label, features), label)),
            new("OneVersusAll(FastTree)", true, (context, label, features)
                => context.MulticlassClassification.Trainers.OneVersusAll(
                    context.BinaryClassification.Trainers.FastTree(label, features), label)),
        ],
        _ =>
        [
            Regression("Sdca", (of, label, features) => of.Sdca(label, features)),
            Regression("LbfgsPoissonRegression", (of, label, features) => of.LbfgsPoissonRegression(label, features)),
            Regression("OnlineGradientDescent", (of, label, features) => of.OnlineGradientDescent(label, features)),
            Regression("FastTree", (of, label, features) => of.FastTree(label, features)),
            Regression("FastForest", (of, label, features) => of.FastForest(label, features)),
        ],
    };

    private static BuiltInTrainer Binary(
        string name,
        bool givesProbabilities,
        Func<BinaryClassificationCatalog.BinaryClassificationTrainers, string, string, IEstimator<ITransformer>> create)
        => new(name, givesProbabilities, (context, label, features)
            => create(context.BinaryClassification.Trainers, label, features));

    private static BuiltInTrainer Multiclass(
        string name,
        bool givesProbabilities,
        Func<MulticlassClassificationCatalog.MulticlassClassificationTrainers, string, string, IEstimator<ITransformer>> create)
        => new(name, givesProbabilities, (context, label, features)
            => create(context.MulticlassClassification.Trainers, label, features));

    private static BuiltInTrainer Regression(
        string name, Func<RegressionCatalog.RegressionTrainers, string, string, IEstimator<ITransformer>> create)
        => new(name, GivesProbabilities: false, (context, label, features)
            => create(context.Regression.Trainers, label, features));
}
