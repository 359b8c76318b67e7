using MlNetShallow.Evaluation.Searches;

namespace MlNetShallow.Evaluation;

/// <summary>A set of options that a search has tried.</summary>
public sealed class SearchTrial
{
    private readonly List<double> _losses = [];

    internal SearchTrial(int number, TrialOptions? varied) => (Number, Varied) = (number, varied);

    /// <summary>Its number; 0 is that of the options which the search began with.</summary>
    public int Number { get; }

    /// <summary>The options that it varies, by their names on the command line; without those that it leaves to the trainer.
    /// None of trial 0.</summary>
    public IReadOnlyDictionary<string, string> Options => Varied?.ToTexts() ?? new Dictionary<string, string>();

    /// <summary>Its loss on the held-out rows of each fold that it was fitted on, in the order of the folds: of classes ML.NET's
    /// log-loss (of two in bits, of more in nats), of a number the mean squared error or the mean of another loss that the
    /// trainer has.</summary>
    public IReadOnlyList<double> FoldLosses => _losses;

    /// <summary>The mean of <see cref="FoldLosses"/>; NaN where there are none.</summary>
    public double Loss => _losses.Count == 0 ? double.NaN : _losses.Average();

    /// <summary>What went wrong, in a line; null for nothing. After that it is out.</summary>
    public string? Error { get; internal set; }

    internal TrialOptions? Varied { get; }

    /// <summary>Sets a trainer's options to those of this trial, and leaves the others as they are.</summary>
    /// <param name="options">The options that the search began with.</param>
    public void ApplyTo(ShallowNetworkTrainerBase.OptionsBase options)
    {
        ArgumentNullException.ThrowIfNull(options);
        Varied?.ApplyTo(options);
    }

    /// <summary>Its number and the options that it varies, as they stand on the command line.</summary>
    public override string ToString()
        => Varied is null ? $"trial {Number}: the options as they were" : $"trial {Number}: {Varied}";

    internal void Add(double loss) => _losses.Add(loss);
}
