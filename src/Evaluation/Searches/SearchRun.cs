using System.Globalization;
using Microsoft.ML;
using MlNetShallow.Data.Files;
using MlNetShallow.Data.Pipelines;
using MlNetShallow.Data.Tables;
using MlNetShallow.Evaluation.Comparisons;
using MlNetShallow.Evaluation.Scored;

namespace MlNetShallow.Evaluation.Searches;

/// <summary>Tries options, round by round, until trials or time are used up. One fit is under way at a time, on all threads
/// that the trainer takes.</summary>
/// <param name="examples">What is learnt from.</param>
/// <param name="split">The folds, the same for all trials.</param>
/// <param name="create">Makes a trainer, whose options it lets the search change first.</param>
/// <param name="search">How.</param>
internal sealed class SearchRun(
    ComparedExamples examples,
    Split split,
    Func<Action<ShallowNetworkTrainerBase.OptionsBase>, IEstimator<ITransformer>> create,
    ShallowNetworkSearchOptions search)
{
    private readonly List<SearchTrial> _trials = [];
    private readonly int _folds = split.Folds.Count;
    private readonly int _most =
        search.Trials ?? (search.TimeLimit is null ? ShallowNetworkSearchOptions.DefaultTrials : int.MaxValue);

    private TrialJournal? _journal;
    private int _fits;

    /// <returns>What is done, be it stopped or not.</returns>
    /// <exception cref="InvalidDataException">The journal is of another search.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled before anything was done.</exception>
    public SearchResult Run()
    {
        _journal = search.JournalPath is { } path ? new TrialJournal(path, _folds, Draw) : null;
        using var end = CancellationTokenSource.CreateLinkedTokenSource(search.CancellationToken);
        if (search.TimeLimit is { } limit)
            end.CancelAfter(limit);
        bool isStopped = false;
        try
        {
            while (_trials.Count < _most)
                RunRound(end.Token);
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            isStopped = search.CancellationToken.IsCancellationRequested;
            if (isStopped && _fits == 0)
                throw;
        }

        return new(_trials, _folds, isStopped);
    }

    private TrialOptions? Draw(int trial) => trial == 0 ? null : SearchSpace.Draw(search.Seed, trial, split.Folds[0]!.Length);

    private void RunRound(CancellationToken end)
    {
        SearchTrial[] round =
        [
            .. Enumerable.Range(_trials.Count, Math.Min(Halving.RoundLength, _most - _trials.Count))
                .Select(number => new SearchTrial(number, Draw(number))),
        ];
        _trials.AddRange(round);
        for (int fold = 0; fold < _folds; fold++)
        {
            int current = fold;
            var features = new Lazy<FoldFeatures>(() => examples.Take(split.Folds[current], FeatureForm.AsTrained));
            foreach (SearchTrial trial in Halving.GoOn(round, fold))
            {
                end.ThrowIfCancellationRequested();
                string what = Text($"trial {trial.Number}, fold {fold + 1} of {_folds}");
                RunFold(trial, fold, features, what, end);
                _fits++;
                _journal?.Save(_trials);
                Say(Describe(trial, round, what), isFitDone: true);
            }
        }
    }

    private void RunFold(SearchTrial trial, int fold, Lazy<FoldFeatures> features, string what, CancellationToken end)
    {
        double? known = _journal?.LossOf(trial.Number, fold);
        bool isFirst = trial.Number == 0 && fold == 0;
        if ((trial.Error = _journal?.ErrorOf(trial.Number, fold)) is not null)
            return;
        if (known is { } loss && !isFirst)
        {
            trial.Add(loss);
            return;
        }

        Say(what);
        try
        {
            trial.Add(Measure(trial, features.Value, what, end));
        }
        catch (Exception exception)
            when (trial.Number > 0 && exception is not OutOfMemoryException && !end.IsCancellationRequested)
        {
            trial.Error = ErrorLine.Of(exception);
        }

        // The same data, options and program give the same bits.
        if (isFirst && known is { } before && before != trial.FoldLosses[0])
        {
            throw new InvalidDataException(Text($"The journal '{search.JournalPath}' is of another search: its first loss ")
                + Text($"is {before}; with these data, options and this version it is {trial.FoldLosses[0]}."));
        }
    }

    private double Measure(SearchTrial trial, FoldFeatures features, string what, CancellationToken end)
    {
        RegressionLoss? loss = null;
        IEstimator<ITransformer> trainer = create(options =>
        {
            loss = (options as ShallowNetworkRegressionTrainer.Options)?.Loss;
            trial.ApplyTo(options);
            options.Seed ??= search.Seed;
            options.Progress = epoch => Say(Text($"{what}, epoch {epoch.Epoch} of {epoch.Epochs}"));
            options.CancellationToken = end;
        });
        ITransformer model = trainer.Fit(features.Training);
        // It ends early, with what is learnt so far.
        end.ThrowIfCancellationRequested();
        ScoredExamples measured = examples.Measure(model.Transform(features.Test), loss, end);
        double mean = loss is null || loss == RegressionLoss.Squared
            ? ModelMetrics.Of(measured).Values[measured.Task == TableTask.Regression ? "mean_squared_error" : "log_loss"]
            : measured.MeanLoss(loss);
        return double.IsNaN(mean) ? throw new InvalidDataException("Its loss is no number.") : mean;
    }

    private static string Describe(SearchTrial trial, SearchTrial[] round, string what)
    {
        if (trial.Error is not null)
            return $"{what}: failed: {trial.Error}";
        SearchTrial best = round.Where(one => one.FoldLosses.Count == trial.FoldLosses.Count && one.Error is null)
            .MinBy(one => one.Loss)!;
        return Text($"{what}: loss {trial.FoldLosses[^1]:G4}; best of the round so far: trial {best.Number}, {best.Loss:G4}");
    }

    private void Say(string message, bool isFitDone = false)
        => search.Progress?.Report(new(message, isFitDone, _fits, AllFits()));

    /// <summary>The number of fits of all trials, if none fails; 0 where time alone ends them.</summary>
    private int AllFits()
    {
        if (_most == int.MaxValue)
            return 0;
        int fits = _folds;
        for (int first = 0; first < _most; first += Halving.RoundLength)
        {
            int others = Math.Min(Halving.RoundLength, _most - first) - (first == 0 ? 1 : 0);
            fits += Enumerable.Range(0, _folds).Sum(fold => Halving.Places(others, fold));
        }

        return fits;
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
