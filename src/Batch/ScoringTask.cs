namespace MlNetShallow.Batch;

/// <summary>What a model predicts.</summary>
public enum ScoringTask
{
    /// <summary>One of two classes.</summary>
    Binary,

    /// <summary>One of several classes.</summary>
    Multiclass,

    /// <summary>A number.</summary>
    Regression,

    /// <summary>Several numbers at once.</summary>
    MultiTarget,

    /// <summary>Several labels that may be true together.</summary>
    MultiLabel,
}
