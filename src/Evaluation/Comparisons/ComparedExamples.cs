using Microsoft.ML;
using MlNetShallow.Data.Pipelines;
using MlNetShallow.Data.Tables;
using MlNetShallow.Evaluation.Scored;

namespace MlNetShallow.Evaluation.Comparisons;

/// <summary>What a comparison learns from and tests with.</summary>
/// <param name="Task">What is learnt, as far as the data tell.</param>
/// <param name="LabelColumn">The label.</param>
/// <param name="Classes">The names of the classes; null where models know them.</param>
/// <param name="InputSchema">What a whole model takes.</param>
/// <param name="Take">The rows of a fold, in the form that an entrant takes: which of them are tested with, null for those of a
/// test set.</param>
internal sealed record ComparedExamples(
    TableTask Task,
    string LabelColumn,
    IReadOnlyList<string>? Classes,
    DataViewSchema InputSchema,
    Func<bool[]?, FeatureForm, FoldFeatures> Take)
{
    /// <summary>What the predictions of numbers are measured by; null for the squared error, and for classes.</summary>
    public RegressionLoss? Loss { get; init; }

    /// <summary>Reads what a model says of the rows that it is tested with.</summary>
    /// <param name="scored">The rows with its predictions.</param>
    /// <param name="loss">The loss by which it was trained; null where it is not known, or labels are classes.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="InvalidDataException">It says nothing of one, or of all.</exception>
    public ScoredExamples Measure(IDataView scored, RegressionLoss? loss, CancellationToken cancellation)
    {
        ScoredExamples measured = ScoredExamples.ReadAny(scored, new()
        {
            LabelColumnName = LabelColumn,
            ClassNames = Classes,
            Loss = loss,
            CancellationToken = cancellation,
        });
        int unscored = measured.IsScored.Count(isScored => !isScored);
        if (unscored > 0)
            throw new InvalidDataException($"{unscored} of {measured.IsScored.Count} predictions are no finite numbers.");
        return measured.Count > 0
            ? measured
            : throw new InvalidDataException("No row that is tested with has a label that the model knows.");
    }

    /// <summary>Examples whose features are made once and held in memory.</summary>
    public static ComparedExamples Of(LabelledExamples examples, int seed) => new(
        examples.Task,
        examples.LabelColumn,
        examples.Task == TableTask.Regression ? null : examples.Classes,
        examples.Training.Schema,
        new FeatureMemory(new MLContext(seed), examples).Take);
}
