using System.Globalization;
using Microsoft.ML;
using MlNetShallow.Data.Pipelines;
using MlNetShallow.Evaluation.Models;

namespace MlNetShallow.Sample.Tests.Commands;

/// <summary><c>train --continue</c>: the network of a saved model learns further, and all else of the model stays.</summary>
public sealed class ContinuedTrainingTests(DrawnSets sets) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Model => _folder["model.zip"];

    private string Next => _folder["next.zip"];

    public void Dispose() => _folder.Dispose();

    // The same as the trainer's own warm start on what the model's stages make of the new rows.
    [Fact]
    public void ATableIsLearntFromWhereTheModelStands()
    {
        TrainTable("--threshold", "0.3");
        string more = Write("more.csv", "note,answer,place,x", Rows(60, 2, (x, place, answer) => $"n,{answer},{place},{x}"));

        string[] lines = Continue(more, "--optimizer", "adam", "--epochs", "3").AssertDone().OutputLines;

        Assert.Equal("trained further: a network that learnt from 100 rows; the history is that of this training", lines[0]);
        Assert.Equal("answer: no, Yes.", lines[1]);
        Assert.Equal("left out, as the model does not take it: note", lines[2]);
        var mlContext = new MLContext();
        ShallowNetworkModel before = mlContext.Model.LoadShallowNetwork(Model, out DataViewSchema? schema);
        ShallowNetworkModel after = mlContext.Model.LoadShallowNetwork(Next, out DataViewSchema? sameSchema);
        IDataView rows = mlContext.Data.LoadFromEnumerable(File.ReadLines(more).Skip(1).Select(line => line.Split(',')).Select(
            field => new Row { IsYes = field[1] == "Yes", place = field[2], x = (float)Number(field[3]) }));
        ShallowNetworkTransformer expected = new ShallowNetworkBinaryTrainer(new()
        {
            LabelColumnName = nameof(Row.IsYes),
            FeatureColumnName = before.Network.FeatureColumnName,
            Optimizer = Optimizer.Adam(),
            NumberOfEpochs = 3,
            Seed = 1,
        }).Fit(before.Before.Transform(rows), before.Network.Model);
        Assert.Equal(expected.Model.Network.W1.ToArray(), after.Network.Model.Network.W1.ToArray());
        Assert.Equal(expected.Model.Network.B2.ToArray(), after.Network.Model.Network.B2.ToArray());
        Assert.NotEqual(before.Network.Model.Network.W1.ToArray(), after.Network.Model.Network.W1.ToArray());
        Assert.Equal((60, 3), (after.Network.Model.TrainingRows, after.Network.Model.History.Count));
        Assert.Equal(0.3, after.Network.Model.Threshold, 1e-6);
        Assert.Equal(["no", "Yes"], after.Network.Model.ClassNames);
        Assert.Equal(schema!.Select(column => column.Name), sameSchema!.Select(column => column.Name));
        Assert.Equal(before.Count(), after.Count());
    }

    [Fact]
    public void AModelMayBeReplacedAndWithoutAnEpochPredictsTheSame()
    {
        TrainTable();
        string more = Write("more.csv", "x,place,answer", Rows(60, 2, (x, place, answer) => $"{x},{place},{answer}"));
        Assert.Contains(
            "exists already",
            CommandLine.Run("train", "--continue", Model, "--data", more, "--model", Model).AssertFailed(),
            StringComparison.Ordinal);
        string[] before = Scores(more);

        CommandLine.Run("train", "--continue", Model, "--data", more, "--model", Model, "--force", "--epochs", "0").AssertDone();

        Assert.All(before.Zip(Scores(more)), pair => Assert.Equal(Number(pair.First), Number(pair.Second), 1e-4));
    }

    [Fact]
    public void ANumberIsLearntFurtherAndMissingOnesAreFilledInAsBefore()
    {
        string data = Write("data.csv", "x,z,y", Rows(80, 1, (x, place, _) => $"{x},{(place == "south" ? "" : x)},{x}"));
        CommandLine.Run("train", "--data", data, "--label", "y", "--model", Model, "--epochs", "5").AssertDone();
        string more = Write("more.csv", "x,z,y", ["0.5,,0.7", "0.1,0.1,0.3", "0.9,0.9,1.1"]);

        string[] lines = Continue(more, "--epochs", "5", "--test", data).AssertDone().OutputLines;

        Assert.Contains("y: a number.", lines);
        Assert.Contains("training set: 1 of 3 rows lacks a number (z 1); filled in or left out, as the model was made.", lines);
        Assert.Equal(3, Load().TrainingRows);
        Assert.StartsWith("test set: R²", lines[^1], StringComparison.Ordinal);
        Assert.Contains(
            "The label column 'y' of '",
            Continue(Write("bad.csv", "x,z,y", ["1,2,low", "2,3,high"])).AssertFailed(),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("quantile 0.1 0.9", "--loss", "quantile", "--quantiles", "0.1,0.9")]
    [InlineData("poisson", "--loss", "poisson")]
    [InlineData("huber 0.5", "--loss", "huber", "--huber-delta", "0.5")]
    public void LayersAndLossStayAsTheyAre(string loss, params string[] options)
    {
        string data = Write("data.csv", "x,y", Rows(80, 1, (x, _, _) => $"{x},{x}"));
        CommandLine.Run(
            ["train", "--data", data, "--label", "y", "--model", Model, "--hidden", "5,4,3", "--activation", "silu", .. options])
            .AssertDone();

        Continue(data, "--epochs", "5").AssertDone();

        ShallowNetworkModelParameters learnt = Load();
        Assert.Equal([5, 4, 3], learnt.Network.Shape.HiddenLayers);
        Assert.Equal((Activation.Silu, loss), (learnt.Network.Shape.Activation, $"{learnt.Loss}"));
    }

    [Theory]
    [InlineData("y,z", OutputLayer.Targets, "mean D²", "--loss", "huber")]
    [InlineData("y,z", OutputLayer.Targets, "mean R²")]
    [InlineData("u,v", OutputLayer.Labels, "mean accuracy")]
    public void SeveralLabelsStayAsTheyAre(string labels, OutputLayer outputs, string metric, params string[] options)
    {
        string data = Write("data.csv", "x,y,z,u,v", Rows(80, 1, (x, place, answer) =>
            $"{x},{x},-{x},{(answer == "Yes" ? 1 : 0)},{(place == "south" ? 1 : 0)}"));
        CommandLine.Run(
            ["train", "--data", data, "--label", labels, "--model", Model, "--epochs", "40", .. options,
                "--ignore", labels == "y,z" ? "u" : "y", labels == "y,z" ? "v" : "z"]).AssertDone();
        ShallowNetworkModelParameters before = ShallowNetworkModelParameters.FromModel(new MLContext().Model.Load(Model, out _));

        Continue(data, "--epochs", "0").AssertDone();

        Assert.Equal(metric, ContinuedTraining.OfTable(
            new MLContext(), Model, data, test: null, labels, TestContext.Current.CancellationToken).ValidationMetric);
        Assert.Equal(outputs, Load().Network.Shape.OutputLayer);
        Assert.Equal($"{before.Loss}", $"{Load().Loss}");
        Assert.Equal(labels.Split(','), Load().TargetNames);
        Assert.All(
            before.Network.W1.ToArray().Zip(Load().Network.W1.ToArray()), pair => Assert.Equal(pair.First, pair.Second, 1e-4));
    }

    [Fact]
    public void AnOffsetStaysTheOffset()
    {
        string data = Write("data.csv", "x,exposure,y", Rows(80, 1, (x, _, answer) => $"{x},0.5,{(answer == "Yes" ? 3 : 1)}"));
        CommandLine.Run(
            "train", "--data", data, "--label", "y", "--task", "regression", "--loss", "poisson",
            "--offset", "exposure", "--model", Model).AssertDone();

        Continue(data, "--epochs", "3").AssertDone();

        Assert.Equal("exposure", Load().OffsetColumnName);
    }

    [Theory]
    [InlineData("x,place,answer", "0.2,south,maybe", "has 'maybe' in row 2, which the model does not know; it knows no, Yes.")]
    [InlineData("x,place,answer", "0.2,south,no", "has 'no' in all rows; a training takes rows of more than one class.")]
    [InlineData("x,place,answer", "0.2,south,", "has no value in row 2.")]
    [InlineData("x,place,answer", "much,south,Yes", "has 'much' in row 2; wanted are numbers.")]
    [InlineData("x,town,answer", "0.2,south,Yes", "has no column 'place', which is needed; it has x, town, answer.")]
    [InlineData("x,place,reply", "0.2,south,Yes", "has no column 'answer', the label; it has x, place, reply.")]
    public void RowsThatDoNotFitTheModelAreRefused(string header, string second, string message)
    {
        TrainTable();
        string data = Write("bad.csv", header, ["0.9,north,no", second]);

        Assert.EndsWith(message, Continue(data).AssertFailed(), StringComparison.Ordinal);
        Assert.False(File.Exists(Next));
    }

    [Fact]
    public void PicturesOfTwoClassesAreLearntFurther()
    {
        string[] lines = CommandLine.Run(
            "train", "--continue", sets.Model, "--data", sets.Test, "--model", Next, "--epochs", "2").AssertDone().OutputLines;

        Assert.StartsWith("trained further: a network that learnt from 32 rows; ", lines[0], StringComparison.Ordinal);
        Assert.Equal($"training set: 16 pictures in {sets.Test}: 8 cat (1), 8 noncat (0)", lines[1]);
        Assert.Equal((16L, 2), (Load().TrainingRows, Load().History.Count));
        Assert.Equal(["noncat", "cat"], Load().ClassNames);
        CommandLine.Run("evaluate", "--model", Next, "--data", sets.Test).AssertDone();
    }

    [Fact]
    public void OtherClassesOfPicturesAreRefused()
    {
        string set = _folder.AddClass("pictures", "cat", sets.Cats[..2]);
        _folder.AddClass("pictures", "noncat", sets.Others[..2]);
        _folder.AddClass("pictures", "horse", sets.Others[2..4]);
        Assert.EndsWith(
            "has classes that the model does not know: horse; it knows noncat, cat.",
            Continue(set, sets.Model).AssertFailed(),
            StringComparison.Ordinal);

        string others = _folder.AddClass("others", "noncat", sets.Others[..2]);
        _folder.AddClass("others", "Cat", sets.Cats[..2]);
        Assert.EndsWith(
            "has no class 'cat', which is 1 to the model; found: Cat, noncat.",
            Continue(others, sets.Model).AssertFailed(),
            StringComparison.Ordinal);

        Assert.Contains(
            "It takes pictures",
            Continue(Write("t.csv", "x,y", ["1,2"]), sets.Model).AssertFailed(),
            StringComparison.Ordinal);
    }

    [Fact]
    public void SeveralClassesKeepTheirOrder()
    {
        string first = ThreeClasses("first", 0, "bird", "cat", "dog");
        CommandLine.Run(["train", "--data", first, "--model", Model, .. DrawnSets.Quick]).AssertDone();

        Continue(ThreeClasses("second", 3, "dog", "cat", "bird"), "--epochs", "2").AssertDone();

        Assert.Equal(ClassesOf(Model), ClassesOf(Next));
        Assert.Contains(
            "has classes that the model does not know: fox; it knows ",
            Continue(ThreeClasses("third", 6, "dog", "cat", "fox")).AssertFailed(),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--hidden", "3")]
    [InlineData("--activation", "tanh")]
    [InlineData("--initialization", "he")]
    [InlineData("--threshold", "0.4")]
    [InlineData("--loss", "absolute")]
    [InlineData("--task", "binary")]
    [InlineData("--ignore", "x")]
    [InlineData("--missing", "skip")]
    [InlineData("--positive", "Yes")]
    public void WhatTheModelHasIsNotGivenAgain(string option, string value)
    {
        Outcome outcome = CommandLine.Run("train", "--continue", Model, "--data", "t.csv", "--model", Next, option, value);

        Assert.Equal(Program.WrongUsage, outcome.ExitCode);
        Assert.Contains(
            $"{option} is not for use with --continue: the model has it already.", outcome.Error, StringComparison.Ordinal);
    }

    private Outcome Continue(string data, params string[] options)
    {
        (string model, string[] more) =
            options is [var first, .. var rest] && !first.StartsWith('-') ? (first, rest) : (Model, options);
        return CommandLine.Run(["train", "--continue", model, "--data", data, "--model", Next, "--force", .. more]);
    }

    private void TrainTable(params string[] options)
    {
        string data = Write("data.csv", "x,place,answer", Rows(100, 1, (x, place, answer) => $"{x},{place},{answer}"));
        CommandLine.Run(
            ["train", "--data", data, "--label", "answer", "--model", Model, "--epochs", "5", .. options]).AssertDone();
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private ShallowNetworkModelParameters Load()
        => ShallowNetworkModelParameters.FromModel(new MLContext().Model.Load(Next, out _));

    private static string[] ClassesOf(string model)
    {
        ITransformer loaded = new MLContext().Model.Load(model, out DataViewSchema schema);
        return KeyNames.Of(loaded.GetOutputSchema(schema)["PredictedLabel"])!;
    }

    private string ThreeClasses(string set, int skip, params string[] names)
    {
        foreach ((int i, string name) in names.Index())
        {
            string[] from = i == 0 ? sets.Cats : sets.Others;
            int first = skip + (i * 3);
            _folder.AddClass(set, name, from[first..(first + 3)]);
        }

        return _folder[set];
    }

    private string[] Scores(string data)
    {
        string output = _folder[$"scores{Guid.NewGuid():N}.tsv"];
        CommandLine.Run("score", "--model", Model, "--input", data, "--output", output).AssertDone();
        string[] lines = File.ReadAllLines(output);
        int score = Array.IndexOf(lines[0].Split('\t'), "score");
        return [.. lines.Skip(1).Select(line => line.Split('\t')[score])];
    }

    private string Write(string name, string header, IEnumerable<string> rows)
    {
        File.WriteAllLines(_folder[name], [header, .. rows]);
        return _folder[name];
    }

    private static IEnumerable<string> Rows(int count, int seed, Func<string, string, string, string> row)
    {
        var random = new Random(seed);
        return Enumerable.Range(0, count).Select(i =>
        {
            double x = random.NextDouble();
            string place = i % 2 == 0 ? "north" : "south";
            return row(x.ToString("0.0000", CultureInfo.InvariantCulture), place, x > (i % 2 == 0 ? 0.4 : 0.6) ? "Yes" : "no");
        });
    }

    private sealed class Row
    {
        public bool IsYes { get; set; }

#pragma warning disable IDE1006, SA1300 // They are named as the table's columns are.
        public string place { get; set; } = "";

        public float x { get; set; }
#pragma warning restore IDE1006, SA1300
    }
}
