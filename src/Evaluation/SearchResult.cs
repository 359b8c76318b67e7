using Microsoft.ML;
using MlNetShallow.Data.Files;
using MlNetShallow.Evaluation.Comparisons.Tables;
using MlNetShallow.Evaluation.Searches;

namespace MlNetShallow.Evaluation;

/// <summary>What a search for good options gave.</summary>
public sealed class SearchResult
{
    internal SearchResult(IReadOnlyList<SearchTrial> trials, int folds, bool isStopped)
        => (Trials, Folds, IsStopped, Best) = (trials, folds, isStopped, Halving.Choose(trials, folds));

    /// <summary>All trials, by their numbers.</summary>
    public IReadOnlyList<SearchTrial> Trials { get; }

    /// <summary>The number of folds.</summary>
    public int Folds { get; }

    /// <summary>Whether it was cancelled before its end.</summary>
    public bool IsStopped { get; }

    /// <summary>
    /// The trial of the least mean loss among those that were fitted on all folds, if it is better than trial 0 by more than two
    /// standard errors of the folds' differences; else trial 0.
    /// </summary>
    public SearchTrial Best { get; }

    /// <summary>The model that <see cref="Best"/> makes of all rows, an ensemble of
    /// <see cref="ShallowNetworkSearchOptions.EnsembleSize"/> networks, with the featurizer before it; null where the search was
    /// cancelled.</summary>
    public ITransformer? Model { get; internal set; }

    /// <summary>Writes the trials as a file. One that is there is replaced; it is never half written.</summary>
    /// <param name="path">The file; its extension says in which form: .html, .md or .tsv.</param>
    /// <exception cref="ArgumentException">It has another extension.</exception>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void Write(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ComparisonFormat format = ComparisonFile.FormatOf(path) ?? throw new ArgumentException(
            $"The name of the file must end in one of {ComparisonFile.Extensions}, not '{path}'.", nameof(path));
        new OutputFile(path, overwrite: true).Write(stream => Write(stream, format, []));
    }

    internal void Write(Stream stream, ComparisonFormat format, IEnumerable<string> notes)
    {
        if (format == ComparisonFormat.Tsv)
            TrialJournal.Write(stream, Trials, Folds);
        else
            ComparisonFile.Write(stream, format, TrialTable.Of(this, notes));
    }
}
