using System.Xml.Linq;
using Microsoft.ML;

namespace MlNetShallow.Evaluation.Tests;

/// <summary>Comparisons of trainers and pipelines of anyone.</summary>
public sealed class TrainerComparisonTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly MLContext _mlContext = new(seed: 1);
    private readonly IDataView _data = Points.Make(90).View();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void TrainersOfOthersAndOfOursAreMeasuredOnTheSameFolds()
    {
        var steps = new Steps();

        ComparisonResult result = new TrainerComparison(_data, Two(), new() { Folds = 3 }).Run(
            steps, TestContext.Current.CancellationToken);

        Assert.False(result.IsStopped);
        Assert.Equal(["ours", "trees", "perceptron"], result.Entrants.Select(entrant => entrant.Name));
        Assert.All(result.Entrants, entrant => Assert.Equal((3, null), (entrant.Fits.Count, entrant.Error)));
        Assert.All(result.Entrants, entrant => Assert.InRange(entrant.Mean("accuracy"), 0.8, 1));
        EntrantResult trees = result.Entrants[1];
        double[] accuracies = [.. trees.Fits.Select(fit => fit.Metrics.Values["accuracy"])];
        Assert.Equal(accuracies.Average(), trees.Mean("accuracy"), 1e-12);
        Assert.Equal(
            Math.Sqrt(accuracies.Sum(one => Math.Pow(one - accuracies.Average(), 2)) / 2), trees.Deviation("accuracy"), 1e-12);
        Assert.Equal(double.NaN, result.Entrants[2].Mean("log_loss"));
        Assert.All(trees.Fits, fit => Assert.True(fit is { ModelBytes: > 100, RowsPerSecond: > 0, SecondsToFit: > 0 }));
        Assert.Equal(9, steps.Told.Count(step => step.IsFitDone));
        Assert.Equal((9, 9), (steps.Told[^1].FitsDone, steps.Told[^1].Fits));
    }

    // A share of each class is held out; what makes the label's key is a part of the pipeline.
    [Fact]
    public void WholePipelinesAreCompared()
    {
        IEstimator<ITransformer> key = _mlContext.Transforms.Conversion.MapValueToKey("Label", "Name");
        Entrant[] entrants =
        [
            new("entropy", key.Append(_mlContext.MulticlassClassification.Trainers.LbfgsMaximumEntropy())),
            new("ours", context => context.Transforms.Conversion.MapValueToKey("Label", "Name")
                .Append(context.MulticlassClassification.Trainers.ShallowNetwork())),
        ];

        ComparisonResult result = new TrainerComparison(
            _data, entrants, new() { LabelColumnName = "Name", TestFraction = 0.3 }).Run(
                cancellation: TestContext.Current.CancellationToken);

        Assert.All(result.Entrants, entrant => Assert.Null(entrant.Error));
        Assert.All(result.Entrants, entrant => Assert.InRange(entrant.Mean("recall_cat"), 0.7, 1));
        Assert.All(result.Entrants, entrant => Assert.Contains("examples 27", Assert.Single(entrant.Fits).Metrics.ToString()));
    }

    [Fact]
    public void ARegressionIsTestedOnRowsOfItsOwn()
    {
        ComparisonResult result = new TrainerComparison(
            _data,
            [
                new("sdca", _mlContext.Regression.Trainers.Sdca("Value")),
                new("unsaved", _mlContext.Regression.Trainers.Sdca("Value").Append(
                    _mlContext.Transforms.CustomMapping<Scored, Scored>((from, to) => to.Score = from.Score, contractName: null))),
            ],
            new() { LabelColumnName = "Value", TestData = Points.Make(30, seed: 2).View() }).Run(
                cancellation: TestContext.Current.CancellationToken);

        Assert.All(result.Entrants, entrant => Assert.InRange(entrant.Mean("r_squared"), 0.9, 1));
        Assert.Null(result.Entrants[1].Fits[0].ModelBytes);
        Assert.Contains("tested on the test set", result.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void ItIsWrittenInThreeForms()
    {
        ComparisonResult result = new TrainerComparison(_data, Two(), new() { Folds = 2 }).Run(
            cancellation: TestContext.Current.CancellationToken);

        foreach (string extension in (string[])["html", "md", "tsv"])
            result.Write(_folder[$"comparison.{extension}"]);

        XDocument page = XDocument.Parse(File.ReadAllText(_folder["comparison.html"]).Replace("<!DOCTYPE html>", ""));
        Assert.Equal(4, page.Descendants("tr").Count());
        Assert.Equal(File.ReadAllText(_folder["comparison.md"]), result.ToString());
        Assert.StartsWith("| trainer | accuracy | AUC |", result.ToString(), StringComparison.Ordinal);
        Assert.Equal(4, File.ReadAllLines(_folder["comparison.tsv"]).Length);
        Assert.Throws<ArgumentException>(() => result.Write(_folder["comparison.doc"]));
    }

    [Fact]
    public void OneThatFailsDoesNotStopTheOthers()
    {
        Entrant[] entrants =
        [
            new("wrong", _mlContext.BinaryClassification.Trainers.SdcaLogisticRegression("Missing")),
            new("right", _mlContext.BinaryClassification.Trainers.SdcaLogisticRegression()),
        ];

        ComparisonResult result = new TrainerComparison(_data, entrants, new() { Folds = 2 }).Run(
            cancellation: TestContext.Current.CancellationToken);

        Assert.Contains("Missing", result.Entrants[0].Error, StringComparison.Ordinal);
        Assert.Equal(2, result.Entrants[1].Fits.Count);
        Assert.Contains("wrong failed in fold 1", result.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void CancelledBeforeAFitItThrows()
    {
        using var cancellation = new CancellationTokenSource();
        cancellation.Cancel();

        Assert.Throws<OperationCanceledException>(
            () => new TrainerComparison(_data, Two()).Run(cancellation: cancellation.Token));
    }

    [Fact]
    public void WhatCannotBeComparedIsSaid()
    {
        Assert.Throws<ArgumentException>(() => new TrainerComparison(_data, []));
        Assert.Throws<ArgumentException>(() => new TrainerComparison(_data, [.. Two(), .. Two()]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new TrainerComparison(_data, Two(), new() { Folds = 1 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new TrainerComparison(_data, Two(), new() { TestFraction = 1 }));
        Assert.Throws<ArgumentException>(
            () => new TrainerComparison(_data, Two(), new() { TestFraction = 0.5, TestData = _data }));
        Assert.Equal(
            "There are 2 rows with the label '0'; 5 folds needs at least 5 of each class.",
            Assert.Throws<InvalidDataException>(
                () => new TrainerComparison(Points.Make(6).View(), Two()).Run(
                    cancellation: TestContext.Current.CancellationToken)).Message);
    }

    private Entrant[] Two() =>
    [
        new("ours", context => context.BinaryClassification.Trainers.ShallowNetwork()),
        new("trees", _mlContext.BinaryClassification.Trainers.FastTree()),
        new("perceptron", _mlContext.BinaryClassification.Trainers.AveragedPerceptron()),
    ];

    private sealed class Steps : IProgress<ComparisonProgress>
    {
        public List<ComparisonProgress> Told { get; } = [];

        public void Report(ComparisonProgress value)
        {
            lock (Told)
                Told.Add(value);
        }
    }

    private sealed class Scored
    {
        public float Score { get; set; }
    }
}
