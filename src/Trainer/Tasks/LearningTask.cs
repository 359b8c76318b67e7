using Microsoft.ML;
using MlNetShallow.Input;
using MlNetShallow.Scoring;

namespace MlNetShallow.Tasks;

/// <summary>
/// What tells the trainers apart: the labels that they take, the network's output layer and the columns that a model adds.
/// </summary>
internal abstract class LearningTask
{
    public static LearningTask BinaryClassification { get; } = new BinaryClassification();

    public static LearningTask MulticlassClassification { get; } = new MulticlassClassification();

    /// <summary>A regression by the squared error, or of any loss where only its labels matter.</summary>
    public static LearningTask Regression { get; } = new Regression(RegressionLoss.Squared);

    public abstract OutputLayer OutputLayer { get; }

    /// <summary>Whether labels are classes.</summary>
    public bool HasClasses => OutputFunction.HasClasses(OutputLayer);

    /// <summary>Checks the type of the label column.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is missing or of another type.</exception>
    public abstract void CheckLabel(string name, ColumnShape? column);

    /// <summary>The number of outputs of a network for these labels.</summary>
    public virtual int Outputs(DataViewSchema.Column label) => 1;

    /// <summary>The number of labels that a row has.</summary>
    public virtual int Labels(DataViewSchema.Column label) => 1;

    /// <summary>Reads labels as the network takes them; NaN where one is missing.</summary>
    public abstract LabelReader LabelReader(DataViewRow row, DataViewSchema.Column label);

    /// <summary>The label and the weight of an example whose logit has an offset, for one that has none.</summary>
    /// <param name="column">The offset column.</param>
    /// <param name="row">The row, for errors.</param>
    /// <param name="label">The label.</param>
    /// <param name="weight">The weight.</param>
    /// <param name="offset">The offset, finite.</param>
    /// <exception cref="InvalidOperationException">The offset is out of its range.</exception>
    public virtual (float Label, float Weight) WithoutOffset(string column, long row, float label, float weight, float offset)
        => throw new NotSupportedException("The task has no offsets.");

    /// <summary>The names of the classes, in the order in which the network counts them; none where there are no
    /// classes.</summary>
    public abstract string[] ClassNames(DataViewSchema.Column label);

    /// <summary>The names of the classes that a model keeps; none where the label has none of its own.</summary>
    public virtual string[] NamesToKeep(DataViewSchema.Column label) => [];

    /// <summary>What the labels of a row are called, where it has several.</summary>
    public virtual string[] TargetNames(DataViewSchema.Column label) => [];

    /// <summary>The columns that a model trained on this label adds.</summary>
    /// <param name="label">The label.</param>
    /// <param name="scoreThreshold">Of two classes, the score above which a row is predicted to be of class 1.</param>
    public abstract PredictionColumns Predictions(DataViewSchema.Column label, float scoreThreshold);

    /// <summary>The same, as far as the promise of a label tells; their counts and sizes are of no meaning.</summary>
    public abstract PredictionColumns PromisedPredictions(SchemaShape.Column label);
}
