using System.Text.RegularExpressions;
using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetShallow.Sample.Data;
using MlNetShallow.Sample.Output;
using Spectre.Console;

namespace MlNetShallow.Sample.Tests.Commands;

public sealed class TrainCommandTests(DrawnSets sets) : IClassFixture<DrawnSets>, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Model => _folder["model.zip"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void ItSaysWhatItDoes()
    {
        string[] lines = Train("--test", sets.Test, "--optimizer", "gd", "--epochs", "100").AssertDone().OutputLines;

        Assert.Equal("1 is cat (the folder of that name), 0 is every other class.", lines[0]);
        Assert.Equal($"training set: 32 pictures in {sets.Train}: 16 cat (1), 16 noncat (0)", lines[1]);
        Assert.Equal($"test set: 16 pictures in {sets.Test}: 8 cat (1), 8 noncat (0)", lines[2]);
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
    [InlineData(20)]
    [InlineData(40)]
    [InlineData(80)]
    [InlineData(200)]
    public void ATerminalGetsALiveViewAndATable(int width)
    {
        using StringWriter output = new(), error = new(), drawn = new();
        IAnsiConsole terminal = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.Yes,
            Interactive = InteractionSupport.Yes,
            Out = new AnsiConsoleOutput(drawn),
        });
        terminal.Profile.Width = width;
        terminal.Profile.Capabilities.Unicode = true;

        int exitCode = Program.Run(
            ["train", "--data", sets.Train, "--model", Model, .. DrawnSets.Quick],
            new Screen(output, error, terminal),
            TestContext.Current.CancellationToken);

        Assert.Equal(Program.Done, exitCode);
        Assert.DoesNotContain("epoch", output.ToString(), StringComparison.Ordinal);
        string text = Regex.Replace(drawn.ToString(), @"\x1b\[[0-9;?]*[A-Za-z]", "");
        Assert.Contains("first epoch", text, StringComparison.Ordinal);
        Assert.Contains(width < 60 ? "epoch 5/5" : "epoch 5 of 5   cost 0.", text, StringComparison.Ordinal);
        Assert.All(text.Split('\n', '\r'), line => Assert.InRange(line.Length, 0, width));
        if (width >= 80)
            Assert.Matches(@"│ training set │ [01]\.\d{4} +│ [01]\.\d{4} +│ \d\.\d{4} +│", text);
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
            ["train", "--data", sets.Train, "--model", Model, .. DrawnSets.Quick],
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
        int epochs = ShallowNetworkModelParameters.FromModel(new MLContext().Model.Load(Model, out _)).History.Count;
        Assert.StartsWith($"epoch {epochs} of 1000: ", last, StringComparison.Ordinal);
        Assert.InRange(epochs, 2, 49);
    }

    [Fact]
    public void OptionsReachTheNetwork()
    {
        Train("--hidden", "5", "--activation", "leaky-relu", "--height", "8", "--width", "10", "--initialization", "zeros")
            .AssertDone();

        ShallowNetwork<float> network = Load(Model);

        Assert.Equal(5, network.Shape.HiddenUnits);
        Assert.Equal(Activation.LeakyRelu, network.Shape.Activation);
        Assert.Equal(8 * 10 * 3, network.Shape.Inputs);
        // From zero weights all hidden units learn the same.
        Assert.Equal(network.W1[..240].ToArray(), network.W1[960..].ToArray());
    }

    [Theory]
    [InlineData("sigmoid", Activation.Sigmoid)]
    [InlineData("tanh", Activation.Tanh)]
    [InlineData("relu", Activation.Relu)]
    [InlineData("leaky-relu", Activation.LeakyRelu)]
    [InlineData("identity", Activation.Identity)]
    public void EachActivationHasItsName(string name, Activation activation)
    {
        Train("--activation", name, "--epochs", "0").AssertDone();

        Assert.Equal(activation, Load(Model).Shape.Activation);
    }

    [Theory]
    [InlineData("normal", 0.01)]
    [InlineData("he", 0.0510)] // √(2 / 768)
    [InlineData("xavier", 0.0500)] // √(2 / (768 + 32))
    [InlineData("zeros", 0)]
    public void EachInitializationHasItsName(string name, double deviation)
    {
        Train("--initialization", name, "--hidden", "32", "--feature-scaling", "none", "--epochs", "0").AssertDone();

        Assert.InRange(Deviation(Load(Model)), deviation * 0.98, deviation * 1.02);
    }

    [Fact]
    public void TheScaleIsThatOfNormalInitialization()
    {
        Train("--initialization", "normal", "--init-scale", "0.3", "--feature-scaling", "none", "--epochs", "0").AssertDone();

        Assert.InRange(Deviation(Load(Model)), 0.294, 0.306);
    }

    [Fact]
    public void FullBatchDescentIsOneStepAnEpochOverAllPictures()
    {
        float[] fullBatch = Weights("--optimizer", "gd");

        Assert.Equal(fullBatch, Weights("--optimizer", "sgd", "--batch-size", "32"));
        Assert.NotEqual(fullBatch, Weights("--optimizer", "sgd", "--batch-size", "8"));
    }

    [Theory]
    [InlineData("momentum")]
    [InlineData("nesterov")]
    [InlineData("adam")]
    [InlineData("lbfgs")]
    public void AnOptimizerIsTheOneOfItsName(string name)
    {
        Optimizer optimizer = name switch
        {
            "momentum" => Optimizer.Momentum(),
            "nesterov" => Optimizer.Nesterov(),
            "adam" => Optimizer.Adam(),
            _ => Optimizer.Lbfgs(),
        };
        var mlContext = new MLContext();
        IDataView pictures = mlContext.Data.LoadFromEnumerable(
            LabelledFolder.Open(sets.Train, positive: null).Read(TestContext.Current.CancellationToken));
        var pipeline = mlContext.Transforms
            .FlattenImages("Features", nameof(Picture.ImagePath), height: 16, width: 16, outputKind: DataKind.Byte)
            .Append(mlContext.BinaryClassification.Trainers.ShallowNetwork(new ShallowNetworkBinaryTrainer.Options
            {
                Optimizer = optimizer,
                NumberOfEpochs = 5,
                BatchSize = name == "lbfgs" ? 0 : new ShallowNetworkBinaryTrainer.Options().BatchSize,
            }));

        float[] expected = pipeline.Fit(pictures).LastTransformer.Model.Network.W1.ToArray();

        Assert.Equal(expected, Weights("--optimizer", name));
    }

    [Fact]
    public void TheNumberOfThreadsIsWithoutEffectOnTheResult()
        => Assert.Equal(Weights("--threads", "1"), Weights("--threads", "3"));

    [Fact]
    public void TheSeedTheLearningRateAndThePenaltyCount()
    {
        float[] weights = Weights("--seed", "4");

        Assert.Equal(weights, Weights("--seed", "4"));
        Assert.NotEqual(weights, Weights("--seed", "5"));
        Assert.NotEqual(weights, Weights("--seed", "4", "--learning-rate", "0.02"));
        Assert.NotEqual(weights, Weights("--seed", "4", "--l2", "0.1"));
    }

    [Theory]
    [InlineData("--schedule cosine")]
    [InlineData("--dropout 0.5")]
    [InlineData("--early-stopping 2 --validation-fraction 0.3")]
    [InlineData("--feature-scaling min-max")]
    public void AnOptionReachesTheTraining(string options)
        => Assert.NotEqual(Weights(), Weights(options.Split(' ')));

    [Fact]
    public void ClassesOfEqualSizeHaveTheSameWeightAnyway()
        => Assert.Equal(Weights(), Weights("--class-weights", "balanced"));

    [Fact]
    public void PicturesReadAnewEachEpochGiveTheSameNetworkAsThoseHeldInMemory()
    {
        // In one block, the order of the examples is the same too.
        float[] cached = Weights("--optimizer", "adam"), streamed = Weights("--optimizer", "adam", "--no-cache");

        Assert.Equal(cached, streamed);
    }

    [Fact]
    public void AnInterruptedTrainingGoesOnToTheSameWeights()
    {
        string checkpoint = _folder["training.checkpoint"];
        float[] uninterrupted = Weights("--epochs", "6");

        Weights("--epochs", "3", "--checkpoint", checkpoint);

        Assert.Equal(uninterrupted, Weights("--epochs", "6", "--resume", checkpoint));
        Assert.Contains(
            "is no checkpoint", Train("--resume", sets.Cats[0], "--force").AssertFailed(), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void TheClassThatIs1CanBeNamed()
    {
        Outcome outcome = Train("--positive", "noncat", "--test", sets.Test).AssertDone();

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
        Assert.Equal(100, Load(Model).Shape.HiddenUnits);
        Assert.Equal(["model.zip"], _folder.Entries);
    }

    [Fact]
    public void WhereTheModelCannotBeWrittenNoTrainingBegins()
    {
        Outcome outcome = CommandLine.Run("train", "--data", sets.Train, "--model", _folder["no", "model.zip"]);

        Assert.Contains($"The folder '{_folder["no"]}' for the output", outcome.AssertFailed(), StringComparison.Ordinal);
        Assert.Equal("", outcome.Output);
    }

    [Fact]
    public void ATestSetThatWillNotDoIsFoundBeforeTraining()
    {
        _folder.AddClass("test", "dog", sets.Others);
        _folder.AddClass("test", "bird", sets.Others);

        Outcome outcome = Train("--test", _folder["test"]);

        Assert.Contains("has no class 'cat' (--positive); found: bird, dog", outcome.AssertFailed(), StringComparison.Ordinal);
        Assert.Equal("", outcome.Output);
    }

    [Fact]
    public void APictureThatCannotBeReadIsNamedAndNothingIsSaved()
    {
        string data = _folder.AddClass("data", "cat", sets.Cats);
        _folder.AddClass("data", "noncat", sets.Others);
        string bad = _folder["data", "cat", "bad.png"];
        File.WriteAllText(bad, "no picture");

        Outcome outcome = CommandLine.Run(["train", "--data", data, "--model", Model, .. DrawnSets.Quick]);

        Assert.Equal($"error: The picture '{bad}' cannot be read: it is not a PNG, JPEG or BMP.", outcome.AssertFailed());
        Assert.Equal(["data"], _folder.Entries);
    }

    [Fact]
    public void DivergenceIsSaidAndNothingIsSaved()
    {
        Outcome outcome = Train(
            "--optimizer", "sgd", "--activation", "identity", "--learning-rate", "1e9", "--epochs", "50");

        Assert.Matches(@"Training diverged in epoch \d+: .* learning rate 1000000000 is too large", outcome.AssertFailed());
        Assert.Empty(_folder.Entries);
    }

    [Fact]
    public void StoppedWhileThePicturesAreReadItSavesNothing()
    {
        Outcome outcome = CommandLine.RunStopped(
            "train", "--data", sets.Train, "--model", Model);

        Assert.Equal("error: Stopped before the end; nothing more is written.", outcome.AssertFailed());
        Assert.Empty(_folder.Entries);
    }

    private Outcome Train(params string[] options)
    {
        // An option may be given once: the test's own takes the place of the quick one.
        IEnumerable<string> quick = DrawnSets.Quick.Chunk(2).Where(pair => !options.Contains(pair[0])).SelectMany(pair => pair);
        return CommandLine.Run(["train", "--data", sets.Train, "--model", Model, .. quick, .. options]);
    }

    private float[] Weights(params string[] options)
    {
        Train([.. options, "--force"]).AssertDone();
        return Load(Model).W1.ToArray();
    }

    private static ShallowNetwork<float> Load(string model)
        => ShallowNetworkModelParameters.FromModel(new MLContext().Model.Load(model, out _)).Network;

    private static double Deviation(ShallowNetwork<float> network)
        => Math.Sqrt(network.W1.ToArray().Average(weight => (double)weight * weight));
}
