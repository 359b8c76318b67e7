namespace MlNetShallow.Evaluation;

/// <summary>Where the label and the predictions are in scored data. The defaults are ML.NET's names of these columns.</summary>
public class ScoredDataOptions
{
    /// <summary>The label. Of two classes a <see cref="bool"/>, a number that is 0 or -1 for the one and 1 for the other, a key
    /// of two values, or a text; of several a key, a text or a number; of a regression a number; of several targets or labels a
    /// vector of <see cref="float"/> or <see cref="bool"/>. Default Label.</summary>
    public string LabelColumnName { get; set; } = "Label";

    /// <summary>The score, a <see cref="float"/>, or a vector of them for several classes. Default Score.</summary>
    public string ScoreColumnName { get; set; } = "Score";

    /// <summary>Of two classes, the probability of the positive one, if there is such a column. Default Probability.</summary>
    public string ProbabilityColumnName { get; set; } = "Probability";

    /// <summary>The predicted class: a <see cref="bool"/> for two, else a key or the name. Where there is no such column it is
    /// that of a score above 0, or of the highest score. Default PredictedLabel.</summary>
    public string PredictedLabelColumnName { get; set; } = "PredictedLabel";

    /// <summary>The names of the classes, in the order of the scores; of two, the positive one is the second. Null for those
    /// that the columns know (slot names, key values), or that a model of MlNetShallow does.</summary>
    public IReadOnlyList<string>? ClassNames { get; set; }

    /// <summary>Of numbers, the loss that the model was trained by, whose mean is measured too; null for what a model of
    /// MlNetShallow knows of itself, else none. Default null.</summary>
    public RegressionLoss? Loss { get; set; }

    /// <summary>The column of what was added to the logits of a Poisson or gamma regression, of <see cref="float"/>: D² is then
    /// against the best rate, not the best constant. Null for none, or for that of a model of ours where it is known.</summary>
    public string? OffsetColumnName { get; set; }

    /// <summary>Stops the reading of rows, and what takes long after.</summary>
    public CancellationToken CancellationToken { get; set; }
}
