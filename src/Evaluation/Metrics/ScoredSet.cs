using MlNetShallow.Evaluation.Explanations;

namespace MlNetShallow.Evaluation.Metrics;

/// <summary>Labelled data with what a model says of them. They are read and scored once, whatever is asked of them.</summary>
/// <param name="path">Where they are.</param>
/// <param name="examples">What they are called, one of them and many.</param>
/// <param name="label">What is known of the label: a name and a value.</param>
internal abstract class ScoredSet(string path, (string One, string Many) examples, (string Name, string Value) label)
{
    public string Path => path;

    public (string One, string Many) Examples => examples;

    public (string Name, string Value) Label => label;

    /// <summary>What is to be known of the examples beside how well the model does, in sentences.</summary>
    public virtual IEnumerable<string> Remarks => [];

    /// <summary>How well the model does.</summary>
    public abstract MetricsReport Evaluate();

    /// <summary>Which columns count; null where the examples are no rows of a table.</summary>
    public virtual RankedColumn[]? Rank(ColumnRanking ranking, CancellationToken cancellation) => null;

    /// <summary>What the model says of each example; null in a regression.</summary>
    public abstract PredictedClasses? ToClasses();

    /// <summary>The labels, each with the prediction for it; null but in a regression.</summary>
    public abstract IReadOnlyCollection<(float Actual, float Predicted)>? ToNumbers();
}
