using Microsoft.ML;

namespace MlNetShallow.Evaluation;

/// <summary>How a <see cref="TrainerComparison"/> splits data and measures.</summary>
public sealed class TrainerComparisonOptions
{
    /// <summary>The label, in the data or made by the entrants. Where the data have it as a flag, a key or a text, the folds have
    /// its classes in the same shares. Default Label.</summary>
    public string LabelColumnName { get; set; } = "Label";

    /// <summary>The number of folds: each row is tested with once, by models that learn from the other folds. At least 2.
    /// Default 5.</summary>
    public int Folds { get; set; } = 5;

    /// <summary>The share of the rows, of each class, that is held out and tested with, in place of folds: above 0 and below 1.
    /// Null for folds.</summary>
    public double? TestFraction { get; set; }

    /// <summary>Rows to test with, in place of folds; null for none.</summary>
    public IDataView? TestData { get; set; }

    /// <summary>The seed of the folds, and of the contexts that entrants are made in. Default 1.</summary>
    public int Seed { get; set; } = 1;

    /// <summary>Of numbers, what all entrants are measured by, whatever they were trained by, and the best is found by; see
    /// <see cref="ScoredDataOptions.Loss"/>. Null for the squared error. Default null.</summary>
    public RegressionLoss? Loss { get; set; }

    /// <summary>The names of the classes; see <see cref="ScoredDataOptions.ClassNames"/>.</summary>
    public IReadOnlyList<string>? ClassNames { get; set; }
}
