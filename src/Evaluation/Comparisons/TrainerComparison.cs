using System.Diagnostics;
using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetShallow.Data.Files;
using MlNetShallow.Data.Pipelines;
using MlNetShallow.Evaluation.Comparisons.Trainers;
using MlNetShallow.Evaluation.Metrics;

namespace MlNetShallow.Evaluation.Comparisons;

/// <summary>Fits trainers to the same features and splits, and measures their models.</summary>
internal sealed class TrainerComparison(
    LabelledExamples examples,
    Split split,
    IReadOnlyList<Entrant> entrants,
    int seed,
    ComparisonProgress progress,
    CancellationToken cancellation)
{
    /// <summary>A first fit that takes less is not timed but repeated: much of it is the compilation of what it runs.</summary>
    private const double SecondsOfFirstFit = 1;

    private const double SecondsOfScoring = 0.2;

    private readonly FeatureMemory _features = new(new MLContext(seed), examples);
    private readonly EntrantResult[] _results = [.. entrants.Select(entrant => new EntrantResult(entrant))];

    /// <summary>Fits them all, fold by fold. A trainer that fails is left out from then on.</summary>
    /// <returns>What is done, be it stopped or not.</returns>
    /// <exception cref="OperationCanceledException">It was stopped before anything was done.</exception>
    public ComparisonResult Run()
    {
        try
        {
            for (int fold = 0; fold < split.Folds.Count; fold++)
                RunFold(fold);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested && _results.Any(one => one.Fits.Count > 0))
        {
            return Result(isStopped: true);
        }

        return Result(isStopped: false);
    }

    private ComparisonResult Result(bool isStopped) => new(examples.Task, split.Folds.Count, _results, isStopped);

    private void RunFold(int fold)
    {
        foreach (var ofForm in _results.Where(one => one.Error is null).GroupBy(one => one.Entrant.Form))
        {
            progress.Say("reading the features");
            FoldFeatures features = _features.Take(split.Folds[fold], ofForm.Key);
            foreach (EntrantResult result in ofForm)
            {
                string what = split.Folds.Count == 1
                    ? result.Entrant.Name
                    : string.Create(CultureInfo.InvariantCulture, $"fold {fold + 1} of {split.Folds.Count}: {result.Entrant.Name}");
                progress.Say(what);
                Run(result, features, what);
            }
        }
    }

    private void Run(EntrantResult result, FoldFeatures features, string what)
    {
        try
        {
            FitMeasurement measured = Measure(result.Entrant, features, isFirst: result.Fits.Count == 0, what);
            result.Fits.Add(measured);
            MetricValue main = measured.Metrics.Summary[0];
            progress.Done(string.Create(
                CultureInfo.InvariantCulture, $"{what}: {main.Name} {main.Value:0.0000}, fitted in {measured.SecondsToFit:G3} s"));
        }
        catch (Exception exception)
            when (exception is not OutOfMemoryException && !cancellation.IsCancellationRequested)
        {
            result.Error = ErrorLine.Of(exception);
            progress.Done($"{what}: failed: {result.Error}");
        }
    }

    private FitMeasurement Measure(Entrant entrant, FoldFeatures features, bool isFirst, string what)
    {
        (ITransformer model, double seconds) = Fit(entrant, features, what);
        if (isFirst && seconds < SecondsOfFirstFit)
            (model, seconds) = Fit(entrant, features, what);
        // Ours end early, with what is learnt so far.
        cancellation.ThrowIfCancellationRequested();

        var mlContext = new MLContext(seed);
        IDataView scored = model.Transform(features.Test);
        int rows = CountRows(features.Test), counted = ScoredTable.CountScored(scored);
        if (counted < rows)
            throw new InvalidDataException($"{rows - counted} of {rows} predictions are no finite numbers.");
        MetricsReport metrics = MetricsReport.Measure(
            mlContext, scored, examples.LabelColumn, examples.Task, examples.Classes, counted);
        return new(metrics, seconds, RowsPerSecond(scored), SizeOf(mlContext, model, features.Featurizer));
    }

    private (ITransformer Model, double Seconds) Fit(Entrant entrant, FoldFeatures features, string what)
    {
        cancellation.ThrowIfCancellationRequested();
        IEstimator<ITransformer> trainer = entrant.Create(new(
            new MLContext(seed), examples, seed, epoch => progress.Say(what, epoch), cancellation));
        // ML.NET's own trainers can't be stopped: what is under way is left behind.
        return Task.Run(() =>
        {
            var clock = Stopwatch.StartNew();
            ITransformer model = trainer.Fit(features.Training);
            return (model, clock.Elapsed.TotalSeconds);
        }).WaitAsync(cancellation).GetAwaiter().GetResult();
    }

    private static int CountRows(IDataView data)
    {
        int rows = 0;
        using DataViewRowCursor cursor = data.GetRowCursor([]);
        while (cursor.MoveNext())
            rows++;
        return rows;
    }

    /// <summary>Scores all rows as often as it takes for a time that can be measured.</summary>
    private static double RowsPerSecond(IDataView scored)
    {
        long rows = 0;
        var clock = Stopwatch.StartNew();
        do
            rows += ScoredTable.CountScored(scored);
        while (clock.Elapsed.TotalSeconds < SecondsOfScoring);
        return rows / clock.Elapsed.TotalSeconds;
    }

    private long SizeOf(MLContext mlContext, ITransformer model, ITransformer featurizer)
    {
        using var saved = new MemoryStream();
        mlContext.Model.Save(new TransformerChain<ITransformer>(featurizer, model), examples.Training.Schema, saved);
        return saved.Length;
    }
}
