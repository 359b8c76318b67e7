using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetShallow.Data.Pictures;

namespace MlNetShallow.Sample.Tests.Commands;

/// <summary>The options of <c>train</c> reach the trainer.</summary>
public sealed class TrainerOptionsTests(DrawnSets sets) : TrainingTests(sets)
{
    [Fact]
    public void OptionsReachTheNetwork()
    {
        Train("--hidden", "5", "--activation", "leaky-relu", "--height", "8", "--width", "10", "--initialization", "zeros")
            .AssertDone();

        ShallowNetwork<float> network = Load().Network;

        Assert.Equal(5, network.Shape.HiddenUnits);
        Assert.Equal(Activation.LeakyRelu, network.Shape.Activation);
        Assert.Equal(8 * 10 * 3, network.Shape.Inputs);
        // From zero weights all hidden units learn the same.
        Assert.Equal(network.W1[..240].ToArray(), network.W1[960..].ToArray());
    }

    [Fact]
    public void SeveralHiddenLayersAreGivenWithCommas()
    {
        Train("--hidden", "20,7,5", "--epochs", "2").AssertDone();

        Assert.Equal([20, 7, 5], Load().Network.Shape.HiddenLayers);
    }

    [Theory]
    [InlineData("sigmoid", Activation.Sigmoid)]
    [InlineData("tanh", Activation.Tanh)]
    [InlineData("relu", Activation.Relu)]
    [InlineData("leaky-relu", Activation.LeakyRelu)]
    [InlineData("identity", Activation.Identity)]
    [InlineData("elu", Activation.Elu)]
    [InlineData("gelu", Activation.Gelu)]
    [InlineData("silu", Activation.Silu)]
    [InlineData("softplus", Activation.Softplus)]
    public void EachActivationHasItsName(string name, Activation activation)
    {
        Train("--activation", name, "--epochs", "0").AssertDone();

        Assert.Equal(activation, Load().Network.Shape.Activation);
    }

    [Theory]
    [InlineData("normal", 0.01)]
    [InlineData("he", 0.0510)] // √(2 / 768)
    [InlineData("xavier", 0.0500)] // √(2 / (768 + 32))
    [InlineData("zeros", 0)]
    public void EachInitializationHasItsName(string name, double deviation)
    {
        Train("--initialization", name, "--hidden", "32", "--feature-scaling", "none", "--epochs", "0").AssertDone();

        Assert.InRange(Deviation(Load().Network), deviation * 0.98, deviation * 1.02);
    }

    [Fact]
    public void TheScaleIsThatOfNormalInitialization()
    {
        Train("--initialization", "normal", "--init-scale", "0.3", "--feature-scaling", "none", "--epochs", "0").AssertDone();

        Assert.InRange(Deviation(Load().Network), 0.294, 0.306);
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
            LabelledFolder.Open(Sets.Train, positive: null).Read(TestContext.Current.CancellationToken));
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

    private static double Deviation(ShallowNetwork<float> network)
        => Math.Sqrt(network.W1.ToArray().Average(weight => (double)weight * weight));
}
