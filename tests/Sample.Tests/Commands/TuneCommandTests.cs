using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Microsoft.ML;
using MlNetShallow.Evaluation.Searches;

namespace MlNetShallow.Sample.Tests.Commands;

/// <summary><c>tune</c>: what it says, saves and refuses.</summary>
public sealed class TuneCommandTests(DrawnSets sets) : IDisposable
{
    private static readonly string[] Told =
    [
        "NumberOfHiddenUnits", "Activation", "Optimizer", "LearningRate", "LearningRateSchedule", "BatchSize", "Dropout",
        "L2Regularization",
    ];

    private readonly TemporaryFolder _folder = new();

    private string Model => _folder["model.zip"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void AWinnerIsFoundTrainedAndSaved()
    {
        string[] lines = Tune("--trials", "4", "--output", _folder["trials.html"], "--journal", _folder["trials.tsv"])
            .AssertDone().OutputLines;

        Assert.Equal("answer: 1 is Yes, 0 is no.", lines[0]);
        Assert.Contains(
            lines, line => Regex.IsMatch(line, @"^trial 0, fold 1 of 2: loss \S+; best of the round so far: trial 0, \S+$"));
        int heading = Array.FindIndex(lines, line => line.StartsWith("trial  ", StringComparison.Ordinal));
        Assert.Matches(@"^trial +loss +folds +hidden +activation +optimizer +learning-rate", lines[heading]);
        string chosen = Assert.Single(lines, line => line.StartsWith("Chosen: trial ", StringComparison.Ordinal));
        Assert.Equal($"model: {Model}", lines[^2]);
        Assert.StartsWith("training set: accuracy ", lines[^1], StringComparison.Ordinal);
        CommandLine.Run("evaluate", "--model", Model, "--data", Data()).AssertDone();
        Assert.Equal(5, File.ReadLines(_folder["trials.tsv"]).Count());
        XDocument page = XDocument.Load(_folder["trials.html"]);
        Assert.Equal(4, page.Descendants("tbody").Single().Elements("tr").Count());
        Assert.Contains(page.Descendants("li"), note => note.Value == chosen);

        // The saved model is what train makes of an ensemble with the options that are printed.
        string[] options = Regex.Match(chosen, @"--[^;]*") is { Success: true } match ? match.Value.Split(' ') : [];
        CommandLine.Run(
            ["train", "--data", Data(), "--label", "answer", "--model", _folder["same.zip"], "--ensemble", "5", .. options])
            .AssertDone();
        Assert.Equal(Weights(Model), Weights(_folder["same.zip"]));
    }

    // What a trial is called is what train takes.
    [Fact]
    public void AllOptionsThatAreTriedAreThoseOfTrain()
    {
        foreach (int trial in Enumerable.Range(1, 8))
        {
            TrialOptions options = SearchSpace.Draw(seed: 3, trial, rows: 60);
            var applied = new ShallowNetworkBinaryTrainer.Options();
            options.ApplyTo(applied);
            applied.NumberOfEpochs = 2;
            IEnumerable<string> given = options.ToTexts().Where(option => option.Key != "epochs")
                .SelectMany(option => (string[])[$"--{option.Key}", option.Value]);

            string[] arguments = ["train", "--data", Data(), "--label", "answer", "--model", Model, "--force", "--epochs", "2"];
            CommandLine.Run([.. arguments, .. given]).AssertDone();

            var model = ShallowNetworkModelParameters.FromModel(new MLContext().Model.Load(Model, out _));
            Point[] points = [new() { Features = [1, 2], Label = true }, new() { Features = [2, 1] }];
            ShallowNetworkModelParameters same =
                new ShallowNetworkBinaryTrainer(applied).Fit(new MLContext().Data.LoadFromEnumerable(points)).Model;
            foreach (string name in Told)
            {
                if (applied.L2Regularization is not null || name != nameof(applied.L2Regularization))
                    Assert.Equal(same.Options.GetValueOrDefault(name), model.Options.GetValueOrDefault(name));
            }
        }
    }

    [Fact]
    public void PicturesAreTunedForToo()
    {
        string[] arguments =
            ["tune", "--data", sets.Train, "--test", sets.Test, "--model", Model, "--folds", "2", "--trials", "2"];

        string[] lines = CommandLine.Run([.. arguments, .. DrawnSets.QuickSize]).AssertDone().OutputLines;

        Assert.StartsWith("test set: accuracy ", lines[^1], StringComparison.Ordinal);
        CommandLine.Run("evaluate", "--model", Model, "--data", sets.Test).AssertDone();
    }

    [Theory]
    [InlineData("--trials 0", "--trials must be a whole number of at least 1, not '0'.")]
    [InlineData("--minutes 0", "--minutes must be above 0 and at most 60000, not '0'.")]
    [InlineData("--folds 1", "--folds must be a whole number of at least 2, not '1'.")]
    [InlineData("--output table.csv", "--output must end in one of .tsv, .md, .html, not 'table.csv'.")]
    public void WrongUsageIsRefused(string options, string reason)
    {
        Outcome outcome = CommandLine.Run(["tune", "--data", "t.csv", "--label", "y", "--model", Model, .. options.Split(' ')]);

        Assert.Equal(Program.WrongUsage, outcome.ExitCode);
        Assert.Contains(reason, outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatCannotBeTunedForIsSaid()
    {
        Assert.EndsWith(
            "--folds 40 needs at least 40 of each class.", Tune("--folds", "40").AssertFailed(), StringComparison.Ordinal);
        File.WriteAllText(_folder["other.tsv"], "trial\tloss\n0\t1\n");
        Assert.Contains(
            "is no journal of a search with 2 folds",
            Tune("--journal", _folder["other.tsv"]).AssertFailed(),
            StringComparison.Ordinal);
        Assert.False(File.Exists(Model));
    }

    [Fact]
    public void StoppedBeforeAnythingIsDoneItWritesNothing()
    {
        string data = Data();

        CommandLine.RunStopped("tune", "--data", data, "--label", "answer", "--model", Model).AssertFailed();

        Assert.Equal([Path.GetFileName(data)], _folder.Entries);
    }

    private Outcome Tune(params string[] options)
    {
        IEnumerable<string> quick = options.Contains("--folds") ? [] : ["--folds", "2"];
        return CommandLine.Run(["tune", "--data", Data(), "--label", "answer", "--model", Model, .. quick, .. options]);
    }

    private static float[] Weights(string model)
        => ShallowNetworkModelParameters.FromModel(new MLContext().Model.Load(model, out _)).Network.W1.ToArray();

    private string Data()
    {
        var random = new Random(1);
        File.WriteAllLines(_folder["data.csv"], Enumerable.Range(0, 60).Select(i =>
        {
            double x = random.NextDouble();
            string answer = x > 0.5 ? "Yes" : "no";
            return string.Create(CultureInfo.InvariantCulture, $"{x:0.0000},{random.NextDouble():0.0000},{answer}");
        }).Prepend("x,noise,answer"));
        return _folder["data.csv"];
    }

    private sealed class Point
    {
        [Microsoft.ML.Data.VectorType(2)]
        public float[] Features { get; set; } = [];

        public bool Label { get; set; }
    }
}
