using System.Numerics;
using MlNetShallow.Engines;
using MlNetShallow.Training;

namespace MlNetShallow.Network.Tests.Engines;

/// <summary>Sparse features against their dense copy. Runs again with vector extensions off: VectorExtensionTests.</summary>
public class SparseEngineTests
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(0, 40)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void ASparseSetGivesWhatItsDenseCopyGives(int seed)
    {
        var random = new Random(seed);
        var (rows, columns, hiddenUnits) = seed < 8
            ? ((seed & 1) == 0 ? 1 : 9, (seed & 2) == 0 ? 1 : 5, (seed & 4) == 0 ? 0 : 3)
            : (random.Next(1, 40), random.Next(1, 300), random.Next(0, 40));
        var shape = Engine.RandomShape(random, columns, hiddenUnits);
        var (sparse, dense) = Engine.RandomSparseExamples(random, rows, shape, random.NextDouble() * 0.3, seed % 2 == 0);
        var network = Engine.RandomNetwork(random, shape).CopyParameters();
        int[] batch = [.. Engine.All(sparse).Where(_ => random.Next(3) > 0)];

        var onSparse = Compute(new VectorizedEngine<double>(), network, sparse, batch);

        AssertClose(Compute(new VectorizedEngine<double>(), network, dense, batch), onSparse, 1e-12);
        var reference = Compute(ReferenceEngine.Instance, network, dense, batch);
        AssertClose(reference, onSparse, 1e-9);
        AssertClose(reference, Compute(ReferenceEngine.Instance, network, sparse, batch), 0);
    }

    [Fact]
    public void AnEngineGoesFromBatchToBatchAndFromDenseToSparse()
    {
        var random = new Random(3);
        var engine = new VectorizedEngine<double>();
        var network = Engine.RandomNetwork(random, new NetworkShape(500, 6)).CopyParameters();
        foreach (int rows in (int[])[3, 40, 1, 1500, 7])
        {
            var (sparse, dense) = Engine.RandomSparseExamples(random, rows, 500, 0.01, weighted: true);

            AssertClose(
                Compute(engine, network, dense, Engine.All(dense)), Compute(engine, network, sparse, Engine.All(sparse)), 1e-12);
        }
    }

    [Theory]
    [MemberData(nameof(HiddenUnitsAndOutputs))]
    public void OneExampleAloneScoresAsAmongOthersToTheLastBit(int hiddenUnits, int outputs)
    {
        AssertScoresAlone<float>(hiddenUnits, outputs);
        AssertScoresAlone<double>(hiddenUnits, outputs);
    }

    public static MatrixTheoryData<int, int> HiddenUnitsAndOutputs => new([0, 1, 3, 17], [1, 2, 5, 21]);

    [Fact]
    public void ScoringOneExampleAllocatesNothing()
    {
        var network = ShallowNetwork<float>.Initialize(new NetworkShape(100_000, 20), WeightInitialization.He, 1);
        var scorer = network.CreateScorer();
        int[] indices = [8, 31, 70_001];
        float[] values = [1, 2, 3];
        float logit = 0;

        // Code that the runtime has not compiled for good yet may box numbers: once it has, a thousand calls allocate nothing.
        Assert.True(SpinWait.SpinUntil(AThousandCallsAllocateNothing, TimeSpan.FromSeconds(30)));
        Assert.NotEqual(0, logit);

        bool AThousandCallsAllocateNothing()
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < 1000; i++)
                logit += scorer.Logit<float>(indices, values);
            return GC.GetAllocatedBytesForCurrentThread() == before;
        }
    }

    [Fact]
    public void ScoringDoesNotHangOnWhetherZerosAreStored()
    {
        var scorer = ShallowNetwork<float>.Initialize(new NetworkShape(50, 5), WeightInitialization.He, 1).CreateScorer();

        Assert.Equal(scorer.Logit<float>([7, 30], [1, 2]), scorer.Logit<float>([0, 7, 12, 30], [0, 1, 0, 2]));
    }

    [Fact]
    public void SparseBytesAreIntensitiesOfZeroToOne()
    {
        var scorer = ShallowNetwork<double>.Initialize(new NetworkShape(50, 5), WeightInitialization.He, 1).CreateScorer();

        Assert.Equal(scorer.Logit<double>([7, 30], [51 / 255.0, 1]), scorer.Logit<byte>([7, 30], [51, 255]), 1e-14);
    }

    [Fact]
    public void AMissingFeatureGivesNaN()
    {
        var network = ShallowNetwork<float>.Initialize(new NetworkShape(4, 3), WeightInitialization.He, 1);
        var matrix = FeatureMatrix.CreateSparse(4);
        matrix.AddRow([1, 2], [float.NaN, 1]);
        matrix.AddRow([2], [1]);

        float[] logits = network.Logits(matrix);

        Assert.True(float.IsNaN(logits[0]));
        Assert.True(float.IsFinite(logits[1]));
    }

    [Fact]
    public void LeavingZerosOutLeavesTheStepAsItIs()
    {
        // Three examples of 5,000 columns: most parts of the gradient are 0.
        var examples = Engine.RandomSparseExamples(new Random(4), 3, 5000, 0.001, weighted: false).Sparse;
        var start = ShallowNetwork<double>.Initialize(new NetworkShape(5000, 4), WeightInitialization.He, 1);
        var gradient = new NetworkParameters<double>(start.Shape);
        gradient.Values.Fill(double.NaN);

        new VectorizedEngine<double>().CostAndGradient(start.CopyParameters(), examples, Engine.All(examples), gradient);
        var stepped = NetworkTrainer.Train(start, examples, new TrainingOptions { LearningRate = 0.5, Epochs = 1 }).Network;

        var expected = start.CopyParameters();
        for (int i = 0; i < expected.Values.Length; i++)
            expected.Values[i] -= 0.5 * gradient.Values[i];
        Assert.Equal(expected.Values.ToArray(), Engine.Values(stepped));
    }

    [Theory]
    [InlineData("gradient descent", 0)]
    [InlineData("gradient descent", 0.1)]
    [InlineData("momentum", 0)]
    [InlineData("nesterov", 0.1)]
    [InlineData("adam", 0)]
    [InlineData("l-bfgs", 0.1)]
    public void EveryOptimizerTrainsAsOnTheDenseCopy(string name, double l2)
    {
        // 300 columns, of which a batch of 4 uses few: the others must still lose speed and weight.
        var (sparse, dense) = Engine.RandomSparseExamples(new Random(6), 20, 300, 0.02, weighted: true);
        var start = Engine.RandomNetwork(new Random(6), new NetworkShape(300, 3, Activation.Tanh));
        Optimizer optimizer = name switch
        {
            "momentum" => Optimizer.Momentum(),
            "nesterov" => Optimizer.Nesterov(),
            "adam" => Optimizer.Adam(),
            "l-bfgs" => Optimizer.Lbfgs(),
            _ => Optimizer.GradientDescent,
        };
        var options = new TrainingOptions
        {
            LearningRate = 0.05, Epochs = 5, BatchSize = name == "l-bfgs" ? 0 : 4, Optimizer = optimizer, L2Regularization = l2,
        };

        var onSparse = NetworkTrainer.Train(start, sparse, options);
        var onDense = NetworkTrainer.Train(start, dense, options with { Form = TrainingForm.Ordinary });

        Assert.Equal(TrainingForm.Ordinary, onSparse.Form);
        Assert.NotEqual(start.W1.ToArray(), onDense.Network.W1.ToArray());
        for (int i = 0; i < start.W1.Length; i++)
            Assert.Equal(onDense.Network.W1[i], onSparse.Network.W1[i], 1e-9);
    }

    [Fact]
    public void ABatchOfWeightZeroHasAGradientOfZero()
    {
        var (sparse, _) = Engine.RandomSparseExamples(new Random(5), 4, 30, 0.2, weighted: false);
        var examples = new TrainingSet(sparse.Features, sparse.Labels, [0, 0, 1, 0]);
        var network = Engine.RandomNetwork(new Random(5), new NetworkShape(30, 2)).CopyParameters();

        var (_, cost, gradient) = Compute(new VectorizedEngine<double>(), network, examples, [0, 1]);

        Assert.Equal(0, cost);
        Assert.All(gradient, derivative => Assert.Equal(0, derivative));
    }

    [Fact]
    public void TrainsAndScoresWhatWouldNotFitInMemoryDense()
    {
        // 20,000 × 1,000,000 values would take 80 GB. The label is whether column 0 or column 999,999 is there.
        long allocated = GC.GetTotalAllocatedBytes();
        var random = new Random(9);
        var matrix = FeatureMatrix.CreateSparse(1_000_000);
        float[] labels = [.. Enumerable.Range(0, 20_000).Select(row => (float)(row % 2))];
        foreach (float label in labels)
        {
            int middle = random.Next(1, 999_999);
            matrix.AddRow(label > 0 ? [0, middle] : [middle, 999_999], [1, 1]);
        }

        var shape = new NetworkShape(1_000_000, 2, Activation.Tanh);
        var start = ShallowNetwork<float>.Initialize(shape, WeightInitialization.Xavier, 1);
        var trained = NetworkTrainer.Train(
            start, new TrainingSet(matrix, labels), new TrainingOptions { LearningRate = 0.5, Epochs = 2, BatchSize = 1000 });

        float[] logits = trained.Network.Logits(matrix);
        Assert.Equal(labels, logits.Select(logit => logit > 0 ? 1f : 0f));
        // Other tests that run meanwhile count too.
        Assert.InRange(GC.GetTotalAllocatedBytes() - allocated, 0, 8L << 30);
    }

    private static void AssertScoresAlone<T>(int hiddenUnits, int outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        foreach (Activation activation in Enum.GetValues<Activation>())
        {
            var outputLayer = outputs == 1 ? OutputLayer.IdentitySquaredError : OutputLayer.SoftmaxCrossEntropy;
            var parameters = new NetworkParameters<T>(
                Engine.ShapeWith(370, hiddenUnits, activation, outputLayer, outputs));
            for (int i = 0; i < parameters.Values.Length; i++)
                parameters.Values[i] = T.CreateTruncating(Math.Sin(i));
            var network = new ShallowNetwork<T>(parameters);
            var matrix = (SparseFeatureMatrix)Engine.RandomSparseExamples(new Random(2), 11, 370, 0.1, false).Sparse.Features;

            T[] logits = network.Logits(matrix);

            var scorer = network.CreateScorer();
            var alone = new T[outputs];
            for (int row = 0; row < matrix.Rows; row++)
            {
                scorer.Logits(matrix.Indices(row), matrix.Values(row), alone);
                Assert.Equal(logits[(row * outputs)..((row + 1) * outputs)], alone);
                if (outputs == 1)
                    Assert.Equal(alone[0], scorer.Logit(matrix.Indices(row), matrix.Values(row)));
            }

            Assert.True(logits.Distinct().Count() > 2);
        }
    }

    private static (double[] Logits, double Cost, double[] Gradient) Compute(
        INetworkEngine<double> engine, NetworkParameters<double> network, TrainingSet examples, int[] batch)
    {
        var logits = new double[examples.Rows * network.Shape.Outputs];
        engine.Forward(network, examples.Features, logits);
        var gradient = new NetworkParameters<double>(network.Shape);
        // Every derivative must be handed over, zeros too.
        gradient.Values.Fill(double.NaN);
        double cost = engine.CostAndGradient(network, examples, batch, gradient);
        return (logits, cost, gradient.Values.ToArray());
    }

    private static void AssertClose(
        (double[] Logits, double Cost, double[] Gradient) expected,
        (double[] Logits, double Cost, double[] Gradient) actual,
        double tolerance)
        => Closeness.AssertClose(
            [.. expected.Logits, expected.Cost, .. expected.Gradient],
            [.. actual.Logits, actual.Cost, .. actual.Gradient],
            tolerance);
}
