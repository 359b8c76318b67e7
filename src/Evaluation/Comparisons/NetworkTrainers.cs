using Microsoft.ML;
using MlNetShallow.Data.Pipelines;
using MlNetShallow.Data.Tables;

namespace MlNetShallow.Evaluation.Comparisons;

/// <summary>Our trainers, by what is learnt.</summary>
internal static class NetworkTrainers
{
    /// <param name="examples">What is learnt from.</param>
    /// <param name="mlContext">Takes the trainer's messages.</param>
    /// <param name="change">Changes the options from their defaults.</param>
    public static IEstimator<ITransformer> Create(
        LabelledExamples examples, MLContext mlContext, Action<ShallowNetworkTrainerBase.OptionsBase> change)
    {
        return examples.Task switch
        {
            TableTask.Binary => new ShallowNetworkBinaryTrainer(Options<ShallowNetworkBinaryTrainer.Options>(), mlContext),
            TableTask.Multiclass => new ShallowNetworkMulticlassTrainer(
                Options<ShallowNetworkMulticlassTrainer.Options>(), mlContext),
            _ => new ShallowNetworkRegressionTrainer(Options<ShallowNetworkRegressionTrainer.Options>(), mlContext),
        };

        TOptions Options<TOptions>()
            where TOptions : ShallowNetworkTrainerBase.OptionsBase, new()
        {
            var options = new TOptions { LabelColumnName = examples.LabelColumn, FeatureColumnName = examples.FeatureColumn };
            change(options);
            return options;
        }
    }
}
