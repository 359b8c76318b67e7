using MlNetShallow.Engines;
using MlNetShallow.Training;

namespace MlNetShallow.Network.Tests.Engines;

public class DeterminismTests
{
    public static TheoryData<string, int> Trainings => new()
    {
        { "gradient descent", 0 }, { "gradient descent", 33 }, { "momentum", 33 }, { "nesterov", 0 },
        { "adam", 33 }, { "l-bfgs", 0 },
    };

    [Theory]
    [MemberData(nameof(Trainings))]
    public void AnyNumberOfThreadsGivesTheSameBits(string name, int batchSize)
    {
        // Large enough that work is split: nine slices of features, which one or two threads pack in turn and more of them before
        // the products; two blocks of examples.
        var random = new Random(6);
        var bytes = new byte[300 * 6200];
        random.NextBytes(bytes);
        float[] labels = [.. Enumerable.Range(0, 300).Select(i => (float)(i % 2))];
        var examples = new TrainingSet(FeatureMatrix.FromRows<byte>(bytes, 6200), labels);

        AssertSameBits(
            examples, name, batchSize, name == "adam" ? [TrainingForm.Ordinary] : [TrainingForm.Ordinary, TrainingForm.Gram]);
    }

    [Theory]
    [MemberData(nameof(Trainings))]
    public void SparseFeaturesToo(string name, int batchSize)
    {
        // Two blocks of examples; a batch of all takes every column, one of 33 those that it uses.
        var examples = Engine.RandomSparseExamples(new Random(7), 1100, 2000, density: 0.02, weighted: true).Sparse;

        AssertSameBits(examples, name, batchSize, [TrainingForm.Ordinary]);
    }

    [Theory]
    [InlineData(9, 0, 0)]
    [InlineData(9, 33, 0.4)]
    [InlineData(70, 0, 0.4)]
    [InlineData(0, 33, 0)]
    public void SeveralOutputsAndDropoutToo(int hiddenUnits, int batchSize, double dropout)
    {
        var shape = new NetworkShape(2000, hiddenUnits, Activation.Tanh, OutputLayer.SoftmaxCrossEntropy, outputs: 37);
        var (sparse, dense) = Engine.RandomSparseExamples(new Random(8), 300, shape, density: 0.02, weighted: true);

        AssertSameBits(dense, "momentum", batchSize, [TrainingForm.Ordinary, TrainingForm.Gram], shape, dropout);
        AssertSameBits(sparse, "momentum", batchSize, [TrainingForm.Ordinary], shape, dropout);
    }

    [Theory]
    [InlineData("momentum", 33, 0.4, 37)]
    [InlineData("l-bfgs", 0, 0, 1)]
    [InlineData("adam", 0, 0, 3)]
    public void SeveralHiddenLayersToo(string name, int batchSize, double dropout, int outputs)
    {
        OutputLayer outputLayer = outputs == 1 ? OutputLayer.SigmoidCrossEntropy : OutputLayer.SoftmaxCrossEntropy;
        NetworkShape shape = Engine.ShapeWith(2000, [70, 9, 31], Activation.Tanh, outputLayer, outputs);
        var (sparse, dense) = Engine.RandomSparseExamples(new Random(9), 300, shape, density: 0.02, weighted: true);
        TrainingForm[] forms = name == "adam" ? [TrainingForm.Ordinary] : [TrainingForm.Ordinary, TrainingForm.Gram];

        AssertSameBits(dense, name, batchSize, forms, shape, dropout);
        AssertSameBits(sparse, name, batchSize, [TrainingForm.Ordinary], shape, dropout);
    }

    [Fact]
    public void ScoringTakesTheSameBitsFromAnyNumberOfThreads()
    {
        // Nine blocks of examples, which up to four threads take one by one and more of them together.
        var random = new Random(11);
        var bytes = new byte[2100 * 800];
        random.NextBytes(bytes);
        FeatureMatrix<byte> features = FeatureMatrix.FromRows<byte>(bytes, 800);
        var network = ShallowNetwork<float>.Initialize(new NetworkShape(800, 9), WeightInitialization.He, 1);
        RowScorer<float> scorer = network.CreateScorer();
        float[] expected = [.. Enumerable.Range(0, features.Rows).Select(row => scorer.Logit(features.Row(row)))];

        foreach (int threads in (int[])[1, 2, 3, 8])
        {
            var logits = new float[features.Rows];
            var engine = new VectorizedEngine<float>(threads);
            for (int again = 0; again < 2; again++)
            {
                network.Logits(features, engine, logits);
                Assert.Equal(expected, logits);
            }

            engine.Forward(network.CopyParameters(), features, logits);
            Assert.Equal(expected, logits);
        }
    }

    private static void AssertSameBits(
        TrainingSet examples,
        string name,
        int batchSize,
        TrainingForm[] forms,
        NetworkShape? shape = null,
        double dropout = 0)
    {
        var start = ShallowNetwork<float>.Initialize(shape ?? new NetworkShape(examples.Features.Columns, 9), WeightInitialization.He, 1);
        var options = new TrainingOptions
        {
            Epochs = 3,
            BatchSize = batchSize,
            Dropout = dropout,
            Optimizer = name switch
            {
                "momentum" => Optimizer.Momentum(),
                "nesterov" => Optimizer.Nesterov(),
                "adam" => Optimizer.Adam(),
                "l-bfgs" => Optimizer.Lbfgs(),
                _ => Optimizer.GradientDescent,
            },
        };

        foreach (TrainingForm form in forms)
        {
            float[] Train(int threads) => NetworkTrainer.Train(
                start, examples, options with { Form = form, NumberOfThreads = threads })
                .Network.CopyParameters().Values.ToArray();

            float[] onOneThread = Train(1);
            foreach (int threads in (int[])[2, 3, 8, 0])
                Assert.Equal(onOneThread, Train(threads));
        }
    }
}
