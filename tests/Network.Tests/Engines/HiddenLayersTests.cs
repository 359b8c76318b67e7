using System.Numerics;
using MlNetShallow.Engines;
using MlNetShallow.Training;
using static MlNetShallow.Network.Tests.Closeness;

namespace MlNetShallow.Network.Tests.Engines;

/// <summary>
/// Several hidden layers: every engine over every output layer and activation against the reference engine, and one example alone
/// against many. Runs again with vector extensions off: VectorExtensionTests.
/// </summary>
public class HiddenLayersTests
{
    private const int Inputs = 40;

    public static MatrixTheoryData<OutputLayer, Activation, int[]> Networks => new(
        Enum.GetValues<OutputLayer>(), Enum.GetValues<Activation>(), [[6, 5], [7, 1, 4], [3, 9, 2, 5]]);

    [Theory]
    [MemberData(nameof(Networks))]
    public void TrainingIsThatOfTheReferenceEngine(OutputLayer outputLayer, Activation activation, int[] hiddenLayers)
    {
        var random = new Random(41);
        var shape = Engine.ShapeWith(Inputs, hiddenLayers, activation, outputLayer, outputs: 5);
        foreach (var (l2, dropout, batchSize) in ((double, double, int)[])[(0, 0, 0), (0.1, 0.4, 4), (0.1, 0, 0), (0, 0.4, 0)])
        {
            var start = Engine.RandomNetwork(random, shape, 0.3);
            var (sparse, dense) = Engine.RandomSparseExamples(random, 11, shape, density: 0.3, weighted: true);
            var options = new TrainingOptions
            {
                Epochs = 3,
                LearningRate = 0.01,
                Optimizer = Optimizer.Momentum(),
                L2Regularization = l2,
                Dropout = dropout,
                BatchSize = batchSize,
            };

            var expected = ReferenceTraining.AssertMatched(start, dense, sparse, options);

            var single = NetworkTrainer.Train(start.ConvertTo<float>(), dense, options with { Form = TrainingForm.Ordinary });
            AssertClose(Engine.Values(expected.Network), [.. Engine.Values(single.Network).Select(value => (double)value)], 1e-4);
        }
    }

    [Fact]
    public void LbfgsTakesTheSamePathInBothForms()
    {
        var random = new Random(42);
        var shape = Engine.ShapeWith(Inputs, [6, 5, 3], Activation.Tanh, OutputLayer.SoftmaxCrossEntropy);
        var start = Engine.RandomNetwork(random, shape, 0.3);
        var examples = Engine.RandomExamples(random, 15, shape, weighted: true);
        var options = new TrainingOptions { Epochs = 12, Optimizer = Optimizer.Lbfgs(), L2Regularization = 0.02 };

        var expected = NetworkTrainer.Train(start, examples, options, ReferenceEngine.Instance);

        foreach (TrainingForm form in Enum.GetValues<TrainingForm>())
        {
            var trained = NetworkTrainer.Train(start, examples, options with { Form = form });
            Assert.True(trained.CostHistory[^1] < 0.8 * trained.CostHistory[0]);
            AssertClose([.. expected.History.Costs], [.. trained.History.Costs], 1e-8);
        }
    }

    // Two blocks of 256 examples and a rest, and more units than a tile.
    [Fact]
    public void ManyExamplesAreTakenInBlocks()
    {
        var random = new Random(43);
        var shape = Engine.ShapeWith(30, [70, 33], Activation.Sigmoid, OutputLayer.SoftmaxCrossEntropy, 11);
        var network = Engine.RandomNetwork(random, shape, 0.2).CopyParameters();
        var (sparse, dense) = Engine.RandomSparseExamples(random, 600, shape, 0.3, weighted: true);
        double[] expected = Compute(ReferenceEngine.Instance, dense);

        AssertClose(expected, Compute(new VectorizedEngine<double>(), dense), 1e-9);
        AssertClose(expected, Compute(new VectorizedEngine<double>(), sparse), 1e-9);

        double[] Compute(INetworkEngine<double> engine, TrainingSet examples)
        {
            var gradient = new NetworkParameters<double>(shape);
            double cost = engine.CostAndGradient(network, examples, Engine.All(examples), gradient, new DropoutMask(0.3, 2));
            return [cost, .. gradient.Values];
        }
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void OneExampleAloneScoresAsAmongOthersToTheLastBit(
        OutputLayer outputLayer, Activation activation, int[] hiddenLayers)
    {
        var network = Engine.RandomNetwork(
            new Random(44), Engine.ShapeWith(Inputs, hiddenLayers, activation, outputLayer, outputs: 5));
        AssertScoresAlone(network);
        AssertScoresAlone(network.ConvertTo<float>());
    }

    [Theory]
    [InlineData(OutputLayer.SigmoidCrossEntropy)]
    [InlineData(OutputLayer.SoftmaxCrossEntropy)]
    public void ScoringOneExampleAllocatesNothing(OutputLayer outputLayer)
    {
        var network = Engine.RandomNetwork(
            new Random(45), Engine.ShapeWith(Inputs, [20, 7, 5], Activation.Tanh, outputLayer)).ConvertTo<float>();
        var scorer = network.CreateScorer();
        float[] features = [.. Enumerable.Range(0, Inputs).Select(i => i / 10f)], logits = new float[network.Shape.Outputs];

        // Code that the runtime has not compiled for good yet may box numbers: once it has, a thousand calls allocate nothing.
        Assert.True(SpinWait.SpinUntil(AThousandCallsAllocateNothing, TimeSpan.FromSeconds(30)));

        bool AThousandCallsAllocateNothing()
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < 1000; i++)
                scorer.Logits<float>(features, logits);
            return GC.GetAllocatedBytesForCurrentThread() == before;
        }
    }

    private static void AssertScoresAlone<T>(ShallowNetwork<T> network)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var random = new Random(46);
        var sparse = (SparseFeatureMatrix)Engine.RandomSparseExamples(random, 19, network.Shape, 0.4, false).Sparse.Features;
        FeatureMatrix<float> dense = sparse.ToDense();
        var bytes = new byte[19 * Inputs];
        random.NextBytes(bytes);
        FeatureMatrix<byte> ofBytes = FeatureMatrix.FromRows<byte>(bytes, Inputs);
        RowScorer<T> scorer = network.CreateScorer();
        T[] fromSparse = network.Logits(sparse), fromDense = network.Logits(dense), fromBytes = network.Logits(ofBytes);
        var alone = new T[network.Shape.Outputs];
        for (int row = 0; row < 19; row++)
        {
            Range logits = (row * alone.Length)..((row + 1) * alone.Length);
            scorer.Logits(sparse.Indices(row), sparse.Values(row), alone);
            Assert.Equal(fromSparse[logits], alone);
            scorer.Logits(dense.Row(row), alone);
            Assert.Equal(fromDense[logits], alone);
            scorer.Logits(ofBytes.Row(row), alone);
            Assert.Equal(fromBytes[logits], alone);
        }
    }
}
