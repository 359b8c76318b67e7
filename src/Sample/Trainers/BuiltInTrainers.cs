using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;
using MlNetShallow.Data.Tables;

namespace MlNetShallow.Sample.Trainers;

/// <summary>ML.NET's own trainers: all that the catalogs of the three tasks have, and, of those that are made of others, a few.
/// See docs/command-line.md for what is left out.</summary>
internal static class BuiltInTrainers
{
    private const string LightGbm = "LightGbm";

    /// <summary>Why one of them can't run here, in a line; null where all can.</summary>
    public static string? WhyMissing => LightGbmLibrary.WhyMissing;

    /// <summary>Those of a task that can run here.</summary>
    public static BuiltInTrainer[] For(TableTask task)
        => WhyMissing is null ? All(task) : [.. All(task).Where(trainer => trainer.Name != LightGbm)];

    private static BuiltInTrainer[] All(TableTask task) => task switch
    {
        TableTask.Binary =>
        [
            Binary("LbfgsLogisticRegression", (of, label, features) => of.LbfgsLogisticRegression(label, features)),
            Binary("SdcaLogisticRegression", (of, label, features) => of.SdcaLogisticRegression(label, features)),
            Binary("SdcaNonCalibrated", (of, label, features) => of.SdcaNonCalibrated(label, features)),
            Binary("SgdCalibrated", (of, label, features) => of.SgdCalibrated(label, features)),
            Binary("SgdNonCalibrated", (of, label, features) => of.SgdNonCalibrated(label, features)),
            Binary("AveragedPerceptron", (of, label, features) => of.AveragedPerceptron(label, features)),
            Binary("LinearSvm", (of, label, features) => of.LinearSvm(label, features)),
            Binary("LdSvm", (of, label, features) => of.LdSvm(label, features)),
            Binary("FieldAwareFactorizationMachine", (of, label, features)
                => of.FieldAwareFactorizationMachine(features, label)),
            Binary("FastTree", (of, label, features) => of.FastTree(label, features)),
            Binary("FastForest", (of, label, features) => of.FastForest(label, features)),
            Binary(LightGbm, (of, label, features) => of.LightGbm(label, features)),
            Binary("Gam", (of, label, features) => of.Gam(label, features)),
            Binary("Prior", (of, label, _) => of.Prior(label)),
        ],
        TableTask.Multiclass =>
        [
            Multiclass("LbfgsMaximumEntropy", (of, label, features) => of.LbfgsMaximumEntropy(label, features)),
            Multiclass("SdcaMaximumEntropy", (of, label, features) => of.SdcaMaximumEntropy(label, features)),
            Multiclass("SdcaNonCalibrated", (of, label, features) => of.SdcaNonCalibrated(label, features)),
            Multiclass("NaiveBayes", (of, label, features) => of.NaiveBayes(label, features)),
            Multiclass(LightGbm, (of, label, features) => of.LightGbm(label, features)),
            // These two bring the scores of their trainers to probabilities, and these to a sum of 1.
            OneVersusAll("AveragedPerceptron", (of, label, features) => of.AveragedPerceptron(label, features)),
            OneVersusAll("FastTree", (of, label, features) => of.FastTree(label, features)),
            OneVersusAll("FastForest", (of, label, features) => of.FastForest(label, features)),
            OneVersusAll("Gam", (of, label, features) => of.Gam(label, features)),
            new("PairwiseCoupling(AveragedPerceptron)", (context, label, features)
                => context.MulticlassClassification.Trainers.PairwiseCoupling(
                    context.BinaryClassification.Trainers.AveragedPerceptron(label, features), label)),
        ],
        _ =>
        [
            Regression("Sdca", (of, label, features) => of.Sdca(label, features)),
            Regression("LbfgsPoissonRegression", (of, label, features) => of.LbfgsPoissonRegression(label, features)),
            Regression("OnlineGradientDescent", (of, label, features) => of.OnlineGradientDescent(label, features)),
            Regression("FastTree", (of, label, features) => of.FastTree(label, features)),
            Regression("FastTreeTweedie", (of, label, features) => of.FastTreeTweedie(label, features)),
            Regression("FastForest", (of, label, features) => of.FastForest(label, features)),
            Regression(LightGbm, (of, label, features) => of.LightGbm(label, features)),
            Regression("Gam", (of, label, features) => of.Gam(label, features)),
        ],
    };

    private static BuiltInTrainer Binary(
        string name,
        Func<BinaryClassificationCatalog.BinaryClassificationTrainers, string, string, IEstimator<ITransformer>> create)
        => new(name, (context, label, features)
            => create(context.BinaryClassification.Trainers, label, features));

    private static BuiltInTrainer Multiclass(
        string name,
        Func<MulticlassClassificationCatalog.MulticlassClassificationTrainers, string, string, IEstimator<ITransformer>> create)
        => new(name, (context, label, features)
            => create(context.MulticlassClassification.Trainers, label, features));

    private static BuiltInTrainer OneVersusAll<TModel>(
        string name,
        Func<BinaryClassificationCatalog.BinaryClassificationTrainers, string, string,
            ITrainerEstimator<BinaryPredictionTransformer<TModel>, TModel>> create)
        where TModel : class
        => new($"OneVersusAll({name})", (context, label, features)
            => context.MulticlassClassification.Trainers.OneVersusAll(
                create(context.BinaryClassification.Trainers, label, features), label));

    private static BuiltInTrainer Regression(
        string name, Func<RegressionCatalog.RegressionTrainers, string, string, IEstimator<ITransformer>> create)
        => new(name, (context, label, features)
            => create(context.Regression.Trainers, label, features));
}
