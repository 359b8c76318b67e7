using Microsoft.ML.Data;
using MlNetShallow;
using MlNetShallow.Data.Pipelines;
using MlNetShallow.Data.Tables;
using MlNetShallow.Evaluation;
using MlNetShallow.Evaluation.Comparisons;
using MlNetShallow.Evaluation.Searches;

namespace Microsoft.ML;

/// <summary>
/// Searches for good options of the trainers of MlNetShallow: random search (Bergstra and Bengio, JMLR 2012) with successive
/// halving over the hidden units, their activation, λ, the optimizer, its rate and dropout, by cross-validation.
/// </summary>
public static class ShallowNetworkSearchCatalog
{
    /// <summary>Searches for options with which a network tells two classes apart better, and trains one with them on all
    /// rows.</summary>
    /// <param name="catalog">The context's binary classification.</param>
    /// <param name="data">Labelled data, with the rows in the same order each time; their features are kept in memory, those of
    /// one fold at a time.</param>
    /// <param name="createOptions">Makes the options that the search begins with, trial 0, a new object each time; what the
    /// search does not vary stays in all trials. Null for the defaults.</param>
    /// <param name="search">How the search goes; null for the defaults.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range, or a column is missing or of a wrong
    /// type.</exception>
    /// <exception cref="InvalidDataException">There are too few rows of a class for the folds, or the journal is of another
    /// search.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled before a single fit was done.</exception>
    public static SearchResult ShallowNetworkSearch(
        this BinaryClassificationCatalog catalog,
        IDataView data,
        Func<ShallowNetworkBinaryTrainer.Options>? createOptions = null,
        ShallowNetworkSearchOptions? search = null)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        return Run(data, TableTask.Binary, createOptions, search, options => catalog.Trainers.ShallowNetwork(options));
    }

    /// <summary>Searches for options with which a network tells several classes apart better, and trains one with them on all
    /// rows.</summary>
    /// <param name="catalog">The context's multiclass classification.</param>
    /// <param name="data">Labelled data, with the rows in the same order each time; their features are kept in memory, those of
    /// one fold at a time.</param>
    /// <param name="createOptions">Makes the options that the search begins with, trial 0, a new object each time; what the
    /// search does not vary stays in all trials. Null for the defaults.</param>
    /// <param name="search">How the search goes; null for the defaults.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range, or a column is missing or of a wrong
    /// type.</exception>
    /// <exception cref="InvalidDataException">There are too few rows of a class for the folds, or the journal is of another
    /// search.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled before a single fit was done.</exception>
    public static SearchResult ShallowNetworkSearch(
        this MulticlassClassificationCatalog catalog,
        IDataView data,
        Func<ShallowNetworkMulticlassTrainer.Options>? createOptions = null,
        ShallowNetworkSearchOptions? search = null)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        return Run(data, TableTask.Multiclass, createOptions, search, options => catalog.Trainers.ShallowNetwork(options));
    }

    /// <summary>Searches for options with which a network predicts a number better, and trains one with them on all
    /// rows.</summary>
    /// <param name="catalog">The context's regression.</param>
    /// <param name="data">Labelled data, with the rows in the same order each time; their features are kept in memory, those of
    /// one fold at a time.</param>
    /// <param name="createOptions">Makes the options that the search begins with, trial 0, a new object each time; what the
    /// search does not vary stays in all trials. Null for the defaults.</param>
    /// <param name="search">How the search goes; null for the defaults.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range, or a column is missing or of a wrong
    /// type.</exception>
    /// <exception cref="InvalidDataException">There are too few rows of a class for the folds, or the journal is of another
    /// search.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled before a single fit was done.</exception>
    public static SearchResult ShallowNetworkSearch(
        this RegressionCatalog catalog,
        IDataView data,
        Func<ShallowNetworkRegressionTrainer.Options>? createOptions = null,
        ShallowNetworkSearchOptions? search = null)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        return Run(data, TableTask.Regression, createOptions, search, options => catalog.Trainers.ShallowNetwork(options));
    }

    private static SearchResult Run<TOptions>(
        IDataView data,
        TableTask task,
        Func<TOptions>? createOptions,
        ShallowNetworkSearchOptions? search,
        Func<TOptions, IEstimator<ITransformer>> create)
        where TOptions : ShallowNetworkTrainerBase.OptionsBase, new()
    {
        ArgumentNullException.ThrowIfNull(data);
        search ??= new();
        search.Check();
        TOptions first = Options();
        IEstimator<ITransformer> featurizer = search.Featurizer ?? new EstimatorChain<ITransformer>();
        var examples = new LabelledExamples
        {
            Task = task,
            Classes = [],
            Training = data,
            Test = null,
            LabelColumn = first.LabelColumnName,
            FeatureColumn = first.FeatureColumnName,
            FeaturesAreLearnt = search.Featurizer is not null,
            Featurizer = _ => featurizer,
        };
        Split split = Split.OfFolds(
            Strata.Of(data, first.LabelColumnName, search.Folds, $"{search.Folds} folds"), search.Folds, search.Seed);
        SearchResult result = new SearchRun(
            ComparedExamples.Of(examples, search.Seed) with { Classes = null }, split, Create, search).Run();
        if (!result.IsStopped)
        {
            result.Model = featurizer.Append(Create(options =>
            {
                result.Best.ApplyTo(options);
                options.Seed ??= search.Seed;
                options.EnsembleSize = search.EnsembleSize;
                options.CancellationToken = search.CancellationToken;
            })).Fit(data);
        }

        return result;

        TOptions Options() => createOptions?.Invoke() ?? new TOptions();

        IEstimator<ITransformer> Create(Action<ShallowNetworkTrainerBase.OptionsBase> change)
        {
            TOptions options = Options();
            change(options);
            return create(options);
        }
    }
}
