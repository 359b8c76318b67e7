using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetShallow.Data.Tables;
using MlNetShallow.Evaluation.Comparisons;
using MlNetShallow.Evaluation.Reports;

namespace MlNetShallow.Evaluation;

/// <summary>
/// Compares trainers or whole pipelines, of ML.NET, of MlNetShallow or of anyone: each is fitted to the same splits of the data, and
/// measured by the same metrics on the rows that it did not learn from, with its time and the size of its model.
/// </summary>
public sealed class TrainerComparison
{
    private readonly IDataView _data;
    private readonly TrainerComparisonOptions _options;
    private readonly Entrant[] _entrants;

    /// <param name="data">Labelled data as the entrants take them, with their rows in the same order each time. A fit's time has
    /// that of reading them in it: cache what is slow to read.</param>
    /// <param name="entrants">What is compared: at least one, under different names.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <exception cref="ArgumentException">There is no entrant, two have the same name, or options exclude one another.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public TrainerComparison(IDataView data, IEnumerable<Entrant> entrants, TrainerComparisonOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(entrants);
        (_data, _options, _entrants) = (data, options ?? new(), [.. entrants]);
        if (_entrants.Length == 0)
            throw new ArgumentException("There is nothing to compare.", nameof(entrants));
        if (_entrants.GroupBy(entrant => entrant.Name).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw new ArgumentException($"Two entrants are called '{twice.Key}'.", nameof(entrants));
        ArgumentOutOfRangeException.ThrowIfLessThan(_options.Folds, 2, nameof(TrainerComparisonOptions.Folds));
        if (_options.TestFraction is <= 0 or >= 1 or double.NaN)
        {
            throw new ArgumentOutOfRangeException(
                nameof(options),
                _options.TestFraction,
                $"{nameof(TrainerComparisonOptions.TestFraction)} must be above 0 and below 1.");
        }

        if (_options is { TestFraction: not null, TestData: not null })
        {
            throw new ArgumentException(
                $"{nameof(TrainerComparisonOptions.TestFraction)} is not for use with {nameof(TrainerComparisonOptions.TestData)}.",
                nameof(options));
        }
    }

    /// <summary>Fits and measures them all, fold by fold. One that fails is told of with its error and left out from then on; the
    /// others go on.</summary>
    /// <param name="progress">Is told of each step, on the thread that it happens on; null for nobody.</param>
    /// <param name="cancellation">Stops it. A fit that is under way is left behind, as ML.NET's own trainers cannot be
    /// stopped.</param>
    /// <returns>What is done, be it stopped or not.</returns>
    /// <exception cref="InvalidDataException">There are too few rows of a class for the folds.</exception>
    /// <exception cref="OperationCanceledException">It was stopped before a single fit was done.</exception>
    public ComparisonResult Run(IProgress<ComparisonProgress>? progress = null, CancellationToken cancellation = default)
    {
        Split split = _options.TestData is not null ? Split.TestSet
            : _options.TestFraction is { } share
                ? Split.HoldOut(Strata.Of(_data, _options.LabelColumnName, least: 2, "holding some out"), share, _options.Seed)
                : Split.OfFolds(
                    Strata.Of(_data, _options.LabelColumnName, _options.Folds, $"{_options.Folds} folds"),
                    _options.Folds,
                    _options.Seed);
        var examples = new ComparedExamples(
            TaskOf(),
            _options.LabelColumnName,
            _options.ClassNames,
            _data.Schema,
            (isTest, _) => new FoldFeatures(
                new TransformerChain<ITransformer>(),
                isTest is null ? _data : new RowSubset(_data, Array.ConvertAll(isTest, isRow => !isRow)),
                isTest is null ? _options.TestData! : new RowSubset(_data, isTest)))
        {
            Loss = _options.Loss,
        };
        return new ComparisonRun(examples, split, _entrants, _options.Seed, progress, cancellation).Run([split.Description, ReportFacts.VersionsInALine()]);
    }

    // What the first fit says stands in its place; this is for a comparison in which all fail.
    private TableTask TaskOf() => _data.Schema.GetColumnOrNull(_options.LabelColumnName)?.Type switch
    {
        BooleanDataViewType => TableTask.Binary,
        NumberDataViewType => TableTask.Regression,
        _ => TableTask.Multiclass,
    };
}
