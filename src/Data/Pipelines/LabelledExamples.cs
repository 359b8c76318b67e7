using Microsoft.ML;
using MlNetShallow.Data.Tables;

namespace MlNetShallow.Data.Pipelines;

/// <summary>Labelled examples from which trainers of any kind can learn, and the way from their columns to features.</summary>
internal sealed record LabelledExamples
{
    /// <summary>What is learnt.</summary>
    public required TableTask Task { get; init; }

    /// <summary>The names of the classes, in the order of their keys; of two, the second is class 1. None in a
    /// regression.</summary>
    public required IReadOnlyList<string> Classes { get; init; }

    /// <summary>The examples to learn from, before the features are made, with the label as trainers take it.</summary>
    public required IDataView Training { get; init; }

    /// <summary>The examples to test with; null for none.</summary>
    public required IDataView? Test { get; init; }

    public required string LabelColumn { get; init; }

    public required string FeatureColumn { get; init; }

    /// <summary>Whether an example's features hang on those that are learnt from, as by the names of categories.</summary>
    public required bool FeaturesAreLearnt { get; init; }

    /// <summary>Makes <see cref="FeatureColumn"/>.</summary>
    public required Func<FeatureForm, IEstimator<ITransformer>> Featurizer { get; init; }
}
