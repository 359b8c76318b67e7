using Microsoft.ML;
using MlNetShallow.Data.Pipelines;
using MlNetShallow.Evaluation.Comparisons;

namespace MlNetShallow.Evaluation.Searches;

/// <summary>A search on labelled pictures or on a table.</summary>
internal static class NetworkSearch
{
    /// <param name="examples">What is learnt from.</param>
    /// <param name="search">How.</param>
    /// <param name="threads">The number of threads; 0 for one per processor.</param>
    /// <param name="loss">Of numbers, the loss to train and to measure by.</param>
    /// <exception cref="InvalidDataException">There are too few rows of a class for the folds, or the journal is of another
    /// search.</exception>
    public static SearchResult Run(
        LabelledExamples examples, ShallowNetworkSearchOptions search, int threads, RegressionLoss loss)
    {
        search.Check();
        int[] strata = Strata.OfTraining(examples, search.Folds, $"--folds {search.Folds}");
        return new SearchRun(
            ComparedExamples.Of(examples, search.Seed),
            Split.OfFolds(strata, search.Folds, search.Seed),
            change => NetworkTrainers.Create(examples, new MLContext(search.Seed), options =>
            {
                options.NumberOfThreads = threads;
                if (options is ShallowNetworkRegressionTrainer.Options regression)
                    regression.Loss = loss;
                change(options);
            }),
            search).Run();
    }
}
