using System.Diagnostics;
using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetShallow.Data.Files;
using MlNetShallow.Data.Pipelines;
using MlNetShallow.Data.Tables;
using MlNetShallow.Evaluation.Comparisons.Tables;
using MlNetShallow.Evaluation.Scored;

namespace MlNetShallow.Evaluation.Comparisons;

/// <summary>Fits entrants to the same features and splits, and measures their models.</summary>
internal sealed class ComparisonRun(
    ComparedExamples examples,
    Split split,
    IReadOnlyList<Entrant> entrants,
    int seed,
    IProgress<ComparisonProgress>? progress,
    CancellationToken cancellation)
{
    /// <summary>A first fit that takes less is not timed but repeated: much of it is the compilation of what it runs.</summary>
    private const double SecondsOfFirstFit = 1;

    private const double SecondsOfScoring = 0.2;

    private readonly EntrantResult[] _results = [.. entrants.Select(entrant => new EntrantResult(entrant))];
    private TableTask _task = examples.Task;
    private int _done;

    /// <summary>Fits them all, fold by fold. An entrant that fails is left out from then on.</summary>
    /// <param name="notes">What there is to say of it.</param>
    /// <returns>What is done, be it stopped or not.</returns>
    /// <exception cref="OperationCanceledException">It was stopped before anything was done.</exception>
    public ComparisonResult Run(IReadOnlyList<string> notes)
    {
        bool isStopped = false;
        try
        {
            for (int fold = 0; fold < split.Folds.Count; fold++)
                RunFold(fold);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested && _results.Any(one => one.Fits.Count > 0))
        {
            isStopped = true;
        }

        return new(_task, examples.Loss, split.Folds.Count, _results, isStopped, notes);
    }

    private void Say(string message, bool isFitDone = false)
        => progress?.Report(new(message, isFitDone, _done, split.Folds.Count * entrants.Count));

    private void RunFold(int fold)
    {
        foreach (var ofForm in _results.Where(one => one.Error is null).GroupBy(one => one.Entrant.Form))
        {
            Say("reading the features");
            FoldFeatures features = examples.Take(split.Folds[fold], ofForm.Key);
            foreach (EntrantResult result in ofForm)
            {
                string what = split.Folds.Count == 1
                    ? result.Name
                    : string.Create(CultureInfo.InvariantCulture, $"fold {fold + 1} of {split.Folds.Count}: {result.Name}");
                Say(what);
                Run(result, features, what);
            }
        }
    }

    private void Run(EntrantResult result, FoldFeatures features, string what)
    {
        try
        {
            FitResult measured = Measure(result.Entrant, features, isFirst: result.Fits.Count == 0, what);
            result.Add(measured);
            _done++;
            Figure main = Figure.Of(_task, examples.Loss)[0];
            double value = main.Value(measured) ?? double.NaN;
            string seconds = measured.SecondsToFit.ToString("G3", CultureInfo.InvariantCulture);
            Say($"{what}: {main.Heading} {ModelMetrics.Format(value)}, fitted in {seconds} s", isFitDone: true);
        }
        catch (Exception exception)
            when (exception is not OutOfMemoryException && !cancellation.IsCancellationRequested)
        {
            result.Error = ErrorLine.Of(exception);
            _done++;
            Say($"{what}: failed: {result.Error}", isFitDone: true);
        }
    }

    private FitResult Measure(Entrant entrant, FoldFeatures features, bool isFirst, string what)
    {
        (ITransformer model, double seconds) = Fit(entrant, features, what);
        if (isFirst && seconds < SecondsOfFirstFit)
            (model, seconds) = Fit(entrant, features, what);
        // Ours end early, with what is learnt so far.
        cancellation.ThrowIfCancellationRequested();

        IDataView scored = model.Transform(features.Test);
        ScoredExamples measured = examples.Measure(scored, examples.Loss, cancellation);
        _task = measured.Task;
        return new(ModelMetrics.Of(measured), seconds, RowsPerSecond(scored), SizeOf(model, features.Featurizer));
    }

    private (ITransformer Model, double Seconds) Fit(Entrant entrant, FoldFeatures features, string what)
    {
        cancellation.ThrowIfCancellationRequested();
        IEstimator<ITransformer> trainer = entrant.Create(new(
            new MLContext(seed),
            seed,
            epoch => Say(string.Create(CultureInfo.InvariantCulture, $"{what}, epoch {epoch.Epoch} of {epoch.Epochs}")),
            cancellation));
        // ML.NET's own trainers can't be stopped: what is under way is left behind.
        return Task.Run(() =>
        {
            var clock = Stopwatch.StartNew();
            ITransformer model = trainer.Fit(features.Training);
            return (model, clock.Elapsed.TotalSeconds);
        }).WaitAsync(cancellation).GetAwaiter().GetResult();
    }

    /// <summary>Scores all rows as often as it takes for a time that can be measured.</summary>
    private static double RowsPerSecond(IDataView scored)
    {
        long rows = 0;
        var clock = Stopwatch.StartNew();
        do
            rows += CountScores(scored);
        while (clock.Elapsed.TotalSeconds < SecondsOfScoring);
        return rows / clock.Elapsed.TotalSeconds;
    }

    private static int CountScores(IDataView scored)
        => scored.Schema[PredictionColumns.Score].Type is VectorDataViewType
            ? scored.GetColumn<VBuffer<float>>(PredictionColumns.Score).Count()
            : scored.GetColumn<float>(PredictionColumns.Score).Count();

    private long? SizeOf(ITransformer model, ITransformer featurizer)
    {
        using var saved = new MemoryStream();
        try
        {
            new MLContext(seed).Model.Save(
                new TransformerChain<ITransformer>(featurizer, model), examples.InputSchema, saved);
        }
        catch (Exception exception) when (exception is InvalidOperationException or NotSupportedException)
        {
            // A mapping by a lambda, say, has no saved form.
            return null;
        }

        return saved.Length;
    }
}
