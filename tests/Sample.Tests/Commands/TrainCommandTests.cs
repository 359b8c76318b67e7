using System.Text.RegularExpressions;
using Microsoft.ML;
using MlNetShallow.Sample.Output;
using Spectre.Console;

namespace MlNetShallow.Sample.Tests.Commands;

/// <summary>What <c>train</c> says, saves and refuses.</summary>
public sealed class TrainCommandTests(DrawnSets sets) : TrainingTests(sets)
{
    [Fact]
    public void ItSaysWhatItDoes()
    {
        string[] lines = Train("--test", Sets.Test, "--optimizer", "gd", "--epochs", "100").AssertDone().OutputLines;

        Assert.Equal("1 is cat (the folder of that name), 0 is every other class.", lines[0]);
        Assert.Equal($"training set: 32 pictures in {Sets.Train}: 16 cat (1), 16 noncat (0)", lines[1]);
        Assert.Equal($"test set: 16 pictures in {Sets.Test}: 8 cat (1), 8 noncat (0)", lines[2]);
        Assert.Matches(@"^epoch 1 of 100: cost 0\.\d{6}, rate \S+, \d+ s left$", lines[3]);
        Assert.Matches(@"^epoch 100 of 100: cost 0\.\d{6}, rate \S+, 0 s left$", lines[^4]);
        Assert.Equal($"model: {Model}", lines[^3]);
        Assert.Matches(@"^training set: accuracy [01]\.\d{4}, AUC [01]\.\d{4}, log-loss \d+\.\d{4} bits$", lines[^2]);
        Assert.Matches(@"^test set: accuracy [01]\.\d{4}, AUC [01]\.\d{4}, log-loss \d+\.\d{4} bits$", lines[^1]);
    }

    [Theory]
    [InlineData("0", 0)]
    [InlineData("1", 1)]
    [InlineData("7", 7)]
    [InlineData("1999", 21)]
    public void ProgressTakesSomeTwentyLines(string epochs, int lines)
    {
        string[] output = Train(
            "--optimizer", "gd", "--epochs", epochs, "--height", "2", "--width", "2", "--hidden", "0").AssertDone().OutputLines;

        Assert.Equal(lines, output.Count(line => line.StartsWith("epoch ", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(20, true)]
    [InlineData(40, true)]
    [InlineData(80, true)]
    [InlineData(200, true)]
    [InlineData(200, false)]
    public void ATerminalGetsALiveViewAndATable(int width, bool hasUnicode)
    {
        using StringWriter output = new(), error = new(), drawn = new();
        IAnsiConsole terminal = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.Yes,
            Interactive = InteractionSupport.Yes,
            Out = new AnsiConsoleOutput(drawn),
        });
        terminal.Profile.Width = width;
        terminal.Profile.Capabilities.Unicode = hasUnicode;

        int exitCode = Program.Run(
            ["train", "--data", Sets.Train, "--model", Model, .. DrawnSets.Quick],
            new Screen(output, error, terminal),
            TestContext.Current.CancellationToken);

        Assert.Equal(Program.Done, exitCode);
        Assert.DoesNotContain("epoch", output.ToString(), StringComparison.Ordinal);
        // Terminals take 0 for 1: it would go up into the line above the view.
        Assert.DoesNotContain("\x1b[0A", drawn.ToString(), StringComparison.Ordinal);
        string text = Regex.Replace(drawn.ToString(), @"\x1b\[[0-9;?]*[A-Za-z]", "");
        Assert.Contains("first epoch", text, StringComparison.Ordinal);
        Assert.Contains(width < 60 ? "epoch 5/5" : "epoch 5 of 5   cost 0.", text, StringComparison.Ordinal);
        Assert.All(text.Split('\n', '\r'), line => Assert.InRange(line.Length, 0, width));
        if (width >= 80)
            Assert.Matches(@"[│|] training set [│|] [01]\.\d{4} +[│|] [01]\.\d{4} +[│|] \d\.\d{4} +[│|]", text);
    }

    [Fact]
    public void ATerminalThatCannotBeDrawnOnGetsLines()
    {
        using StringWriter output = new(), error = new(), drawn = new();
        IAnsiConsole terminal = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            Out = new AnsiConsoleOutput(drawn),
        });

        Program.Run(
            ["train", "--data", Sets.Train, "--model", Model, .. DrawnSets.Quick],
            new Screen(output, error, terminal),
            TestContext.Current.CancellationToken);

        Assert.Contains("epoch 5 of 5: cost 0.", output.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("epoch", drawn.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void ATrainingThatEndsEarlyTellsItsLastEpoch()
    {
        Outcome outcome = Train(
            "--epochs", "1000", "--early-stopping", "1", "--validation-fraction", "0.25", "--optimizer", "sgd",
            "--learning-rate", "1e-6").AssertDone();

        string last = outcome.OutputLines.Last(line => line.StartsWith("epoch ", StringComparison.Ordinal));
        Assert.Matches(@"^epoch \d+ of 1000: cost \S+, validation cost \S+, accuracy [01]\.\d{4}, rate 1E-06, \d+ s left$", last);
        TrainingHistory history = Load().History;
        Assert.StartsWith($"epoch {history.Count} of 1000: ", last, StringComparison.Ordinal);
        Assert.InRange(history.Count, 2, 49);
        Assert.Contains(
            $"Training ended after {history.Count} of 1000 epochs, as the watched cost no longer fell.", outcome.OutputLines);
        Assert.Equal(
            history.BestEpoch != history.Count,
            outcome.OutputLines.Contains(
                $"The weights are those after epoch {history.BestEpoch}, where the validation cost was lowest."));
    }

    [Fact]
    public void ATrainingThatComesToAMinimumSaysSo()
    {
        string[] lines = Train(
            "--optimizer", "lbfgs", "--hidden", "0", "--l2", "1", "--height", "2", "--width", "2", "--epochs", "5000")
            .AssertDone().OutputLines;

        Assert.Equal(1, lines.Count(line => Regex.IsMatch(
            line, @"^Training ended after \d{1,3} of 5000 epochs, as the cost could be lowered no further\.$")));
    }

    [Fact]
    public void AnInterruptedTrainingGoesOnToTheSameWeights()
    {
        string checkpoint = Folder["training.checkpoint"];
        float[] uninterrupted = Weights("--epochs", "6");

        Weights("--epochs", "3", "--checkpoint", checkpoint);

        Assert.Equal(uninterrupted, Weights("--epochs", "6", "--resume", checkpoint));
        Assert.Contains(
            "is no checkpoint", Train("--resume", Sets.Cats[0], "--force").AssertFailed(), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void TheClassThatIs1CanBeNamed()
    {
        Outcome outcome = Train("--positive", "noncat", "--test", Sets.Test).AssertDone();

        Assert.Equal("1 is noncat (as --positive says), 0 is every other class.", outcome.OutputLines[0]);
        Assert.EndsWith("8 cat (0), 8 noncat (1)", outcome.OutputLines[2], StringComparison.Ordinal);
    }

    [Fact]
    public void AnExistingModelIsReplacedOnlyWhenAskedFor()
    {
        File.WriteAllText(Model, "precious");

        Outcome refused = Train();

        Assert.Equal($"error: The output '{Model}' exists already; --force replaces it.", refused.AssertFailed());
        Assert.Equal("", refused.Output);
        Assert.Equal("precious", File.ReadAllText(Model));
        Train("--force").AssertDone();
        Assert.Equal(100, Load().Network.Shape.HiddenUnits);
        Assert.Equal(["model.zip"], Folder.Entries);
    }

    [Fact]
    public void WhereTheModelCannotBeWrittenNoTrainingBegins()
    {
        Outcome outcome = CommandLine.Run("train", "--data", Sets.Train, "--model", Folder["no", "model.zip"]);

        Assert.Contains($"The folder '{Folder["no"]}' for the output", outcome.AssertFailed(), StringComparison.Ordinal);
        Assert.Equal("", outcome.Output);
    }

    [Fact]
    public void ATestSetThatWillNotDoIsFoundBeforeTraining()
    {
        Folder.AddClass("test", "dog", Sets.Others);
        Folder.AddClass("test", "bird", Sets.Others);

        Outcome outcome = Train("--test", Folder["test"]);

        Assert.Contains("has no class 'cat' (--positive); found: bird, dog", outcome.AssertFailed(), StringComparison.Ordinal);
        Assert.Equal("", outcome.Output);
    }

    [Fact]
    public void APictureThatCannotBeReadIsNamedAndNothingIsSaved()
    {
        string data = Folder.AddClass("data", "cat", Sets.Cats);
        Folder.AddClass("data", "noncat", Sets.Others);
        string bad = Folder["data", "cat", "bad.png"];
        File.WriteAllText(bad, "no picture");

        Outcome outcome = CommandLine.Run(["train", "--data", data, "--model", Model, .. DrawnSets.Quick]);

        Assert.Equal($"error: The picture '{bad}' cannot be read: it is not a PNG, JPEG, BMP or WebP.", outcome.AssertFailed());
        Assert.Equal(["data"], Folder.Entries);
    }

    [Fact]
    public void APipeAmongThePicturesIsNamedAndNotWaitedFor()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Pipes are no files there.");
        string data = Folder.AddClass("data", "cat", Sets.Cats);
        Folder.AddClass("data", "noncat", Sets.Others);
        string pipe = Folder["data", "cat", "pipe.png"];
        using (var made = System.Diagnostics.Process.Start("mkfifo", [pipe]))
            made.WaitForExit();

        Outcome outcome = CommandLine.Run(["train", "--data", data, "--model", Model, .. DrawnSets.Quick]);

        Assert.Equal(
            $"error: The picture '{pipe}' cannot be read: it is empty, or a pipe, a socket or a device.", outcome.AssertFailed());
    }

    [Theory]
    [InlineData("", true, true)]
    [InlineData("--keep-orientation", false, true)]
    [InlineData("--decode-in-full", true, false)]
    public void HowPicturesAreDecodedIsSavedWithTheModel(string option, bool orientation, bool scales)
    {
        CommandLine.Run([
            "train", "--data", Sets.Train, "--model", Model, .. DrawnSets.Quick,
            .. option.Split(' ', StringSplitOptions.RemoveEmptyEntries)]).AssertDone();

        var options = ImageFlatteningEstimator.Options.FromModel(new MLContext().Model.Load(Model, out _));
        Assert.Equal(orientation, options?.ApplyOrientation);
        Assert.Equal(scales, options?.ScaleWhileDecoding);
    }

    [Fact]
    public void DivergenceIsSaidAndNothingIsSaved()
    {
        Outcome outcome = Train(
            "--optimizer", "sgd", "--activation", "identity", "--learning-rate", "1e9", "--epochs", "50");

        Assert.Matches(@"Training diverged in epoch \d+: .* learning rate 1000000000 is too large", outcome.AssertFailed());
        Assert.Empty(Folder.Entries);
    }

    [Fact]
    public void StoppedWhileThePicturesAreReadItSavesNothing()
    {
        Outcome outcome = CommandLine.RunStopped(
            "train", "--data", Sets.Train, "--model", Model);

        Assert.Equal("error: Stopped before the end; nothing more is written.", outcome.AssertFailed());
        Assert.Empty(Folder.Entries);
    }
}
