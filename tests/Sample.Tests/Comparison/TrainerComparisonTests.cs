using Microsoft.ML;
using MlNetShallow.Data.Pipelines;
using MlNetShallow.Evaluation;
using MlNetShallow.Evaluation.Comparisons;
using MlNetShallow.Evaluation.Comparisons.Tables;
using MlNetShallow.Evaluation.Models;

namespace MlNetShallow.Sample.Tests.Comparison;

public sealed class TrainerComparisonTests(DrawnSets sets) : IClassFixture<DrawnSets>, IDisposable
{
    private const int Side = 8;

    private readonly TemporaryFolder _folder = new();
    private readonly CancellationTokenSource _cancellation = new();
    private Action<ComparisonProgress> _onProgress = _ => { };

    private Entrant Linear => OurTrainers.For(Examples()).Single(entrant => entrant.Name == "ShallowNetwork-linear");

    public void Dispose()
    {
        _cancellation.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void AFoldIsWhatTrainAndEvaluateSayOfItsPictures()
    {
        Split split = Folds(3);

        ComparisonResult result = Run(split, Linear);

        string[] files = [.. sets.Cats.Concat(sets.Others).OrderBy(Path.GetFileName, StringComparer.Ordinal)];
        foreach ((int fold, FitResult fit) in Assert.Single(result.Entrants).Fits.Index())
        {
            foreach ((int i, string file) in files.Index())
            {
                string set = split.Folds[fold]![i] ? $"test{fold}" : $"train{fold}";
                _folder.AddClass(set, Path.GetFileName(Path.GetDirectoryName(file)!), file);
            }

            string model = _folder[$"{fold}.zip"];
            CommandLine.Run(
                "train", "--data", _folder[$"train{fold}"], "--model", model, "--hidden", "0",
                "--height", $"{Side}", "--width", $"{Side}").AssertDone();
            string[] lines = CommandLine.Run("evaluate", "--model", model, "--data", _folder[$"test{fold}"]).OutputLines;
            foreach (string name in (string[])["accuracy", "auc", "f1", "log_loss"])
                Assert.Contains(FormattableString.Invariant($"{name} {fit.Metrics.Find(name):0.0000}"), lines);
        }
    }

    [Fact]
    public void ATrainerThatFailsIsTriedNoMoreAndTheOthersGoOn()
    {
        int calls = 0;
        bool isSecondFold = false;
        Entrant linear = Linear, failing = Changed("Failing", linear, context =>
        {
            calls++;
            return !isSecondFold
                ? linear.Create(context)
                : throw new InvalidOperationException("outer", new InvalidDataException("It has\nhad enough."));
        });
        _onProgress = step => isSecondFold |= step.Message.StartsWith("fold 2 of 3", StringComparison.Ordinal);

        ComparisonResult result = Run(Folds(3), failing, linear);
        ComparisonTable table = ComparisonTable.Of(result, ["first"]);

        Assert.Equal((1, 3), (result.Entrants[0].Fits.Count, result.Entrants[1].Fits.Count));
        // Two in the first fold, whose first fit is not timed if it is short.
        Assert.InRange(calls, 2, 3);
        Assert.Equal(["ShallowNetwork-linear", "Failing"], table.Rows.Select(row => row[0]));
        Assert.All(table.Rows[1][1..], cell => Assert.Equal("failed", cell));
        Assert.Equal("first", table.Notes[0]);
        Assert.Contains(table.Notes, note => note.EndsWith(": It has had enough.", StringComparison.Ordinal)
            && note.StartsWith("Failing failed in fold ", StringComparison.Ordinal));
    }

    [Fact]
    public void PredictionsThatAreNoNumbersAreAnError()
    {
        Entrant linear = Linear, diverging = Changed("Diverging", linear, context
            => linear.Create(context).Append(context.MLContext.Transforms.CustomMapping<Scored, Scored>(
                (_, to) => to.Score = float.NaN, contractName: null)));

        EntrantResult result = Assert.Single(Run(Folds(2), diverging).Entrants);

        Assert.Empty(result.Fits);
        Assert.Equal("16 of 16 predictions are no finite numbers.", result.Error);
    }

    [Fact]
    public void StoppedItTellsWhatIsDone()
    {
        Entrant linear = Linear, stopping = Changed("Stopping", linear, context =>
        {
            _cancellation.Cancel();
            return linear.Create(context);
        });

        ComparisonResult result = Run(Folds(2), linear, stopping);

        Assert.True(result.IsStopped);
        Assert.Equal((1, 0), (result.Entrants[0].Fits.Count, result.Entrants[1].Fits.Count));
        ComparisonTable table = ComparisonTable.Of(result, []);
        Assert.Equal("ShallowNetwork-linear", Assert.Single(table.Rows)[0]);
        Assert.Equal("Stopped after 1 of 4 fits; figures are of those that are done.", table.Notes[^1]);
    }

    [Fact]
    public void WithoutProbabilitiesThereIsNoLogLoss()
    {
        Entrant linear = Linear, silent = Changed("Silent", linear, context
            => linear.Create(context).Append(context.MLContext.Transforms.DropColumns("Probability")));

        ComparisonTable table = ComparisonTable.Of(Run(Folds(2), silent), []);

        Assert.Equal("–", Assert.Single(table.Rows)[Array.IndexOf(table.Headings, "log-loss, bits")]);
        Assert.Contains("–: no log-loss, as the trainer's model gives no probabilities.", table.Notes);
    }

    private Split Folds(int folds) => Split.OfFolds(Strata.OfTraining(Examples(), folds, "it"), folds, seed: 1);

    private LabelledExamples Examples() => PictureTrainingData.Open(
        new MLContext(),
        sets.Train,
        test: null,
        positive: null,
        new PictureForm(Side, Side),
        TestContext.Current.CancellationToken).Examples();

    private static Entrant Changed(string name, Entrant like, Func<FitContext, IEstimator<ITransformer>> create)
        => new(name, like.Origin, like.Form, create);

    private ComparisonResult Run(Split split, params Entrant[] entrants) => new ComparisonRun(
        ComparedExamples.Of(Examples(), seed: 1), split, entrants, seed: 1, new Steps(_onProgress), _cancellation.Token).Run([]);

    private sealed class Steps(Action<ComparisonProgress> report) : IProgress<ComparisonProgress>
    {
        public void Report(ComparisonProgress value) => report(value);
    }

    private sealed class Scored
    {
        public float Score { get; set; }
    }
}
