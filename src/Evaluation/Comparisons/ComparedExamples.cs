using Microsoft.ML;
using MlNetShallow.Data.Pipelines;
using MlNetShallow.Data.Tables;

namespace MlNetShallow.Evaluation.Comparisons;

/// <summary>What a comparison learns from and tests with.</summary>
/// <param name="Task">What is learnt, as far as the data tell.</param>
/// <param name="LabelColumn">The label.</param>
/// <param name="Classes">The names of the classes; null where models know them.</param>
/// <param name="InputSchema">What a whole model takes.</param>
/// <param name="Take">The rows of a fold, in the form that an entrant takes: which of them are tested with, null for those of a test
/// set.</param>
internal sealed record ComparedExamples(
    TableTask Task,
    string LabelColumn,
    IReadOnlyList<string>? Classes,
    DataViewSchema InputSchema,
    Func<bool[]?, FeatureForm, FoldFeatures> Take)
{
    /// <summary>What the predictions of numbers are measured by; null for the squared error, and for classes.</summary>
    public RegressionLoss? Loss { get; init; }

    /// <summary>Examples whose features are made once and held in memory.</summary>
    public static ComparedExamples Of(LabelledExamples examples, int seed) => new(
        examples.Task,
        examples.LabelColumn,
        examples.Task == TableTask.Regression ? null : examples.Classes,
        examples.Training.Schema,
        new FeatureMemory(new MLContext(seed), examples).Take);
}
