using System.Globalization;
using System.Xml.Linq;
using Microsoft.ML;

namespace MlNetShallow.Evaluation.Tests.Searches;

/// <summary>Searches for options.</summary>
public sealed class ShallowNetworkSearchTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly MLContext _mlContext = new(seed: 1);
    private readonly IDataView _data = Points.Make(60).View();

    private string Journal => _folder["trials.tsv"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void TheSameIsTriedAndFoundAtAnyNumberOfThreads()
    {
        SearchResult one = Search(threads: 1), three = Search(threads: 3);

        Assert.Equal(Table(one), Table(three));
        Assert.Equal(one.Best.Number, three.Best.Number);
        Assert.Equal(Enumerable.Range(0, 6), one.Trials.Select(trial => trial.Number));
        Assert.Empty(one.Trials[0].Options);
        // 5 beside trial 0 on the first fold, then 3, then 2.
        Assert.Equal([1, 1, 2, 3, 3, 3], one.Trials.Select(trial => trial.FoldLosses.Count).Order());
        Assert.Equal(3, one.Trials[0].FoldLosses.Count);
        Assert.Equal(one.Trials[0].FoldLosses.Average(), one.Trials[0].Loss);
    }

    // sin 2x · cos 2y, of which a linear model knows nothing.
    [Fact]
    public void BetterOptionsAreFoundAndTheWinnerIsFittedToAllRows()
    {
        IDataView data = Waves(250, seed: 1), test = Waves(250, seed: 2);
        ShallowNetworkRegressionTrainer.Options Linear() => new() { LabelColumnName = "Value", NumberOfHiddenUnits = 0 };

        SearchResult result = _mlContext.Regression.ShallowNetworkSearch(data, Linear, new() { Trials = 12, Folds = 3 });

        Assert.NotEqual(0, result.Best.Number);
        Assert.True(result.Best.Loss < 0.5 * result.Trials[0].Loss, $"{result.Best.Loss} of {result.Trials[0].Loss}");
        double linear = Mse(_mlContext.Regression.Trainers.ShallowNetwork(Linear()).Fit(data)), found = Mse(result.Model!);
        Assert.True(found < 0.5 * linear, $"{found} of {linear}");
        // The winner's options, by hand.
        ShallowNetworkRegressionTrainer.Options options = Linear();
        result.Best.ApplyTo(options);
        (options.Seed, options.EnsembleSize) = (1, 5);
        Assert.Equal(found, Mse(_mlContext.Regression.Trainers.ShallowNetwork(options).Fit(data)));

        double Mse(ITransformer model)
            => _mlContext.Regression.Evaluate(model.Transform(test), "Value").MeanSquaredError;
    }

    // The pinball loss of the median is half of the absolute error.
    [Fact]
    public void ANumberIsMeasuredByTheLossThatItIsTrainedWith()
    {
        IDataView data = Waves(120, seed: 1);
        ShallowNetworkRegressionTrainer.Options Options()
            => new() { LabelColumnName = "Value", NumberOfHiddenUnits = 0, Loss = RegressionLoss.Quantile(0.5) };

        SearchResult result = _mlContext.Regression.ShallowNetworkSearch(data, Options, new() { Trials = 1, Folds = 2 });

        TrainerComparison comparison = new(
            data,
            [new("same", context => context.Regression.Trainers.ShallowNetwork(Options()))],
            new() { Folds = 2, Seed = 1, LabelColumnName = "Value" });
        EntrantResult same = Assert.Single(comparison.Run(cancellation: TestContext.Current.CancellationToken).Entrants);
        Assert.Equal(2, same.Fits.Count);
        Assert.All(
            same.Fits.Zip(result.Trials[0].FoldLosses),
            pair => Assert.Equal(0.5 * pair.First.Metrics.Values["mean_absolute_error"], pair.Second, 1e-6));
    }

    // What ML.NET's cross-validation would do with the folds.
    [Fact]
    public void ALossIsThatOfAModelWhichHasNotSeenTheFold()
    {
        IEstimator<ITransformer> featurizer = _mlContext.Transforms.NormalizeMeanVariance("Scaled", "Features", fixZero: false);
        ShallowNetworkBinaryTrainer.Options Options()
            => new() { FeatureColumnName = "Scaled", NumberOfHiddenUnits = 3, L2Regularization = 0.01 };

        SearchResult result = _mlContext.BinaryClassification.ShallowNetworkSearch(
            _data, Options, new() { Trials = 1, Folds = 2, Featurizer = featurizer });

        TrainerComparison comparison = new(
            _data,
            [new("same", context => context.Transforms.NormalizeMeanVariance("Scaled", "Features", fixZero: false).Append(
                context.BinaryClassification.Trainers.ShallowNetwork(Options())))],
            new() { Folds = 2, Seed = 1 });
        EntrantResult same = Assert.Single(comparison.Run(cancellation: TestContext.Current.CancellationToken).Entrants);
        Assert.Equal(same.Fits.Select(fit => fit.Metrics.Values["log_loss"]), result.Trials[0].FoldLosses);
        Assert.Equal(0, result.Best.Number);
        Assert.NotNull(result.Model!.GetOutputSchema(_data.Schema).GetColumnOrNull("Probability"));
    }

    [Fact]
    public void SeveralClassesAreSearchedFor()
    {
        IDataView keyed = _mlContext.Transforms.Conversion.MapValueToKey("Kind", "Name").Fit(_data).Transform(_data);

        SearchResult result = _mlContext.MulticlassClassification.ShallowNetworkSearch(
            keyed, () => new() { LabelColumnName = "Kind" }, new() { Trials = 3, Folds = 2 });

        Assert.Equal(3, result.Trials.Count);
        Assert.All(result.Trials, trial => Assert.InRange(trial.Loss, 0, Math.Log(3)));
    }

    [Fact]
    public void AStoppedSearchGoesOnToTheSameTable()
    {
        string whole = Table(Search());
        using var cancellation = new CancellationTokenSource();
        int fits = 0;
        SearchResult stopped = Search(
            journal: Journal,
            progress: step =>
            {
                if (step.IsFitDone && ++fits == 5)
                    cancellation.Cancel();
            },
            stop: cancellation);
        Assert.True(stopped.IsStopped);
        Assert.Null(stopped.Model);
        string part = File.ReadAllText(Journal);

        int begun = 0;
        SearchResult resumed = Search(
            journal: Journal,
            progress: step => begun += step.IsFitDone || step.Message.Contains("epoch", StringComparison.Ordinal) ? 0 : 1);

        Assert.Equal(whole, Table(resumed));
        Assert.Equal(whole, File.ReadAllText(Journal));
        Assert.NotEqual(whole, part);
        // All that were not done, and the first again.
        Assert.Equal(resumed.Trials.Sum(trial => trial.FoldLosses.Count) - 5 + 1, begun);
        // And nothing of what a longer search has found is lost to a shorter one.
        Search(trials: 2, journal: Journal);
        Assert.Equal(whole.Split('\n')[3..], File.ReadAllText(Journal).Split('\n')[3..]);
    }

    [Fact]
    public void AJournalOfAnotherSearchIsRefused()
    {
        Search(trials: 3, journal: Journal);
        string[] lines = File.ReadAllLines(Journal);

        Assert.Contains("with these data, options and seed it is", Refusal(seed: 2), StringComparison.Ordinal);
        Assert.Contains("is no journal of a search with 2 folds", Refusal(folds: 2), StringComparison.Ordinal);
        Assert.Contains("its first loss is", Refusal(data: Points.Make(60, seed: 5).View()), StringComparison.Ordinal);
        string[] fields = lines[1].Split('\t');
        File.WriteAllLines(Journal, [lines[0], string.Join('\t', [.. fields[..10], "low", .. fields[11..]]), .. lines[2..]]);
        Assert.Contains("has 'low' in column 'loss_1', row 1; wanted is a number.", Refusal(), StringComparison.Ordinal);
        File.WriteAllLines(Journal, [lines[0], lines[2]]);
        Assert.Contains("column 'trial' has '1' in row 1", Refusal(), StringComparison.Ordinal);

        string Refusal(int seed = 1, int folds = 3, IDataView? data = null) => Assert.Throws<InvalidDataException>(
            () => Search(trials: 3, journal: Journal, seed: seed, folds: folds, data: data)).Message;
    }

    [Fact]
    public void ATimeLimitEndsItWithWhatIsDone()
    {
        SearchResult result = _mlContext.BinaryClassification.ShallowNetworkSearch(
            _data, search: new() { Folds = 2, TimeLimit = TimeSpan.FromSeconds(2) });

        Assert.False(result.IsStopped);
        Assert.NotNull(result.Model);
    }

    [Fact]
    public void TheTrialsAreWrittenForReadersToo()
    {
        SearchResult result = Search(trials: 3);
        result.Write(_folder["trials.html"]);
        result.Write(_folder["trials.md"]);

        XDocument page = XDocument.Load(_folder["trials.html"]);
        Assert.Equal("Search for options", page.Descendants("h1").Single().Value);
        Assert.Equal(3, page.Descendants("tbody").Single().Elements("tr").Count());
        Assert.Contains("Chosen: trial ", page.Descendants("li").Last().Value, StringComparison.Ordinal);
        Assert.StartsWith(
            "| trial | loss | folds | hidden | activation |", File.ReadAllText(_folder["trials.md"]), StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => result.Write(_folder["trials.txt"]));
    }

    [Fact]
    public void WhatIsOutOfItsRangeIsRefused()
    {
        foreach (ShallowNetworkSearchOptions wrong in (ShallowNetworkSearchOptions[])
            [
                new() { Trials = 0 }, new() { Folds = 1 }, new() { TimeLimit = TimeSpan.Zero },
                new() { TimeLimit = TimeSpan.FromDays(50) },
            ])
        {
            Assert.Throws<ArgumentOutOfRangeException>(
                () => _mlContext.BinaryClassification.ShallowNetworkSearch(_data, search: wrong));
        }

        Assert.Contains("needs at least 40 of each class", Assert.Throws<InvalidDataException>(
            () => _mlContext.BinaryClassification.ShallowNetworkSearch(_data, search: new() { Folds = 40 })).Message);
        // What is wrong with the options that it begins with is no trial's matter.
        Assert.Throws<ArgumentOutOfRangeException>(() => _mlContext.BinaryClassification.ShallowNetworkSearch(
            _data, () => new() { LabelColumnName = "Number" }, new() { Trials = 2 }));
    }

    private SearchResult Search(
        int trials = 6,
        int folds = 3,
        int seed = 1,
        int? threads = null,
        string? journal = null,
        IDataView? data = null,
        Action<ComparisonProgress>? progress = null,
        CancellationTokenSource? stop = null)
        => _mlContext.BinaryClassification.ShallowNetworkSearch(
            data ?? _data,
            () => new() { NumberOfThreads = threads, NumberOfHiddenUnits = 5, L2Regularization = 0.01 },
            new()
            {
                Trials = trials,
                Folds = folds,
                Seed = seed,
                JournalPath = journal,
                Progress = progress is null ? null : new Reporter(progress),
                CancellationToken = stop?.Token ?? TestContext.Current.CancellationToken,
            });

    private string Table(SearchResult result)
    {
        string path = _folder[string.Create(CultureInfo.InvariantCulture, $"{Guid.NewGuid():N}.tsv")];
        result.Write(path);
        return File.ReadAllText(path);
    }

    private static IDataView Waves(int count, int seed)
    {
        var random = new Random(seed);
        return Enumerable.Range(0, count).Select(_ =>
        {
            double x = (4 * random.NextDouble()) - 2, y = (4 * random.NextDouble()) - 2;
            return new Point { Features = [(float)x, (float)y], Value = (float)(Math.Sin(2 * x) * Math.Cos(2 * y)) };
        }).ToArray().View();
    }

    private sealed class Reporter(Action<ComparisonProgress> report) : IProgress<ComparisonProgress>
    {
        public void Report(ComparisonProgress value) => report(value);
    }
}
