using Microsoft.ML;

namespace MlNetShallow.Evaluation;

/// <summary>How a search for good options goes, and when it ends.</summary>
public sealed class ShallowNetworkSearchOptions
{
    internal const int DefaultTrials = 32;

    // About the most that a timer takes.
    private static readonly TimeSpan LongestTime = TimeSpan.FromDays(49);

    /// <summary>The number of sets of options that are tried, at least 1; the first is the trainer's own. Null for as many as the
    /// time allows or, where <see cref="TimeLimit"/> is null too, 32. With it, and without a time limit, the result is the same
    /// at any number of threads. Default null.</summary>
    public int? Trials { get; set; }

    /// <summary>How long it may take, above 0 and at most 49 days; a fit that is under way then does not count. Null for no
    /// limit. Default null.</summary>
    public TimeSpan? TimeLimit { get; set; }

    /// <summary>The number of folds of the cross-validation, the same for all trials; at least 2. Default 5.</summary>
    public int Folds { get; set; } = 5;

    /// <summary>The seed of the folds, of what is tried and, where the trainer's options have none, of the trainers. Default
    /// 1.</summary>
    public int Seed { get; set; } = 1;

    /// <summary>How many networks with the winner's options are trained on all rows in the end, and averaged in one: an ensemble, see
    /// <see cref="ShallowNetworkTrainerBase.OptionsBase.EnsembleSize"/>. At least 1, for a plain network. Default 5.</summary>
    public int EnsembleSize { get; set; } = 5;

    /// <summary>Makes the features; it is fitted, for each fold, to the rows that are learnt from alone. Null where the data have
    /// them. Default null.</summary>
    public IEstimator<ITransformer>? Featurizer { get; set; }

    /// <summary>A file for the trials (.tsv), written after each fit. Where it is there, the search goes on from it; its first
    /// fit is repeated to make sure that data and options are the same. Null for none. Default null.</summary>
    public string? JournalPath { get; set; }

    /// <summary>Is told of each step, on the thread that it happens on. Default null.</summary>
    public IProgress<ComparisonProgress>? Progress { get; set; }

    /// <summary>Stops it, with what is done. Default none.</summary>
    public CancellationToken CancellationToken { get; set; }

    internal void Check()
    {
        if (Trials is < 1)
            throw new ArgumentOutOfRangeException(nameof(Trials), Trials, $"{nameof(Trials)} must be at least 1.");
        if (TimeLimit <= TimeSpan.Zero || TimeLimit > LongestTime)
        {
            throw new ArgumentOutOfRangeException(
                nameof(TimeLimit), TimeLimit, $"{nameof(TimeLimit)} must be above 0 and at most {LongestTime.Days} days.");
        }

        if (EnsembleSize < 1)
        {
            throw new ArgumentOutOfRangeException(
                nameof(EnsembleSize), EnsembleSize, $"{nameof(EnsembleSize)} must be at least 1.");
        }

        if (Folds < 2)
            throw new ArgumentOutOfRangeException(nameof(Folds), Folds, $"{nameof(Folds)} must be at least 2.");
    }
}
