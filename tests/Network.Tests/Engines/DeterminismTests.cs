using MlNetShallow.Engines;
using MlNetShallow.Training;

namespace MlNetShallow.Network.Tests.Engines;

public class DeterminismTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(33)]
    public void AnyNumberOfThreadsGivesTheSameBits(int batchSize)
    {
        // Large enough that work is split: three slices of features, two blocks of examples.
        var random = new Random(6);
        var bytes = new byte[300 * 2000];
        random.NextBytes(bytes);
        float[] labels = [.. Enumerable.Range(0, 300).Select(i => (float)(i % 2))];
        var examples = new TrainingSet(FeatureMatrix.FromRows<byte>(bytes, 2000), labels);

        AssertSameBits(examples, batchSize);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(33)]
    public void SparseFeaturesToo(int batchSize)
    {
        // Two blocks of examples; a batch of all takes every column, one of 33 those that it uses.
        var examples = Engine.RandomSparseExamples(new Random(7), 1100, 2000, density: 0.02, weighted: true).Sparse;

        AssertSameBits(examples, batchSize);
    }

    private static void AssertSameBits(TrainingSet examples, int batchSize)
    {
        var start = ShallowNetwork<float>.Initialize(new NetworkShape(2000, 9), WeightInitialization.He, 1);
        var options = new TrainingOptions { Epochs = 3, BatchSize = batchSize };

        float[] Train(int threads) => GradientDescent.Train(start, examples, options, new VectorizedEngine<float>(threads))
            .Network.CopyParameters().Values.ToArray();

        float[] onOneThread = Train(1);
        foreach (int threads in (int[])[2, 3, 8, 0])
            Assert.Equal(onOneThread, Train(threads));
    }
}
