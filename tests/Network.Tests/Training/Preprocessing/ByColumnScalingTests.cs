using MlNetShallow.Training;
using static MlNetShallow.Network.Tests.Closeness;

namespace MlNetShallow.Network.Tests.Training.Preprocessing;

/// <summary>Scaling by what each feature holds: the same in dense and sparse features, whatever the unit.</summary>
public class ByColumnScalingTests
{
    private const int Rows = 40;

    private static readonly TrainingOptions Options = new()
    {
        FeatureScaling = FeatureScaling.ByColumn, LearningRate = 0.3, Epochs = 15, L2Regularization = 0.01,
    };

    [Fact]
    public void OffsetsAndFactorsAreThoseWorkedByHand()
    {
        // Ten examples; a column is what one feature is in all of them.
        float[][] columns =
        [
            [1, 2, 3, 4, 5, 6, 7, 8, 9, 10], // mean 5.5, variance 8.25
            [0, 0, 0, 3, 0, 0, 0, 0, 4, 0], // a quarter of (9 + 16) / 2
            [0, 1, 0, 0, 1, 0, 0, 1, 0, 0], // a category counts 1
            [7, 7, 7, 7, 7, 7, 7, 7, 7, 7], // the same in all
            [0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
            [1, 1, 0, 1, 1, 0, 1, 1, 0, 1], // mean 0.7, variance 0.21
        ];
        double[] offsets = [5.5, 0, 0, 7, 0, 0.7];
        double[] widths = [Math.Sqrt(8.25), Math.Sqrt(12.5), 1, 0, 0, Math.Sqrt(0.21)];

        AssertScaledBy(columns, offsets, widths, sparseTolerance: 1e-4);
    }

    [Fact]
    public void AFeatureThatHardlyEverChangesIsNotBlownUp()
    {
        // Once in 400 examples another value: the deviation is a twentieth of the difference, a tenth of it is taken.
        float[] once = [.. Enumerable.Range(0, 400).Select(i => i == 9 ? 2f : 1f)];
        // Times of a day in seconds since 1970: single precision holds them to 128.
        float[] noise = [.. Enumerable.Range(0, 400).Select(i => 1.7e9f + (i % 2 == 0 ? 0 : 128))];
        double mean = 401 / 400.0, half = (noise[1] - noise[0]) / 2.0;
        Assert.Equal(64, half);

        // In single precision, in which sparse features are scaled, the offset of such a feature is half a step off.
        AssertScaledBy([once, noise], [mean, noise[0] + half], [0.1 * (2 - mean), 1e-6 * noise[1]], sparseTolerance: 0.1);
    }

    [Fact]
    public void DenseSparseAndMixedBlocksInAnyOrderAreScaledAlike()
    {
        var (dense, sparse) = Examples();
        var start = Start(dense.Features.Columns);
        double[] expected = NetworkTrainer.Train(start, dense, Options).Network.Logits(dense.Features);

        // Sparse features are scaled in single precision, in which they are.
        AssertClose(expected, NetworkTrainer.Train(start, sparse, Options).Network.Logits(dense.Features), 1e-5);
        int[] first = [.. Enumerable.Range(0, 15)], second = [.. Enumerable.Range(15, Rows - 15)];
        foreach (var (a, b) in ((TrainingSet, TrainingSet)[])[(dense, sparse), (sparse, dense)])
        {
            var mixed = NetworkTrainer.TrainFromBlocks(start, [a.Select(first), b.Select(second)], Options);
            AssertClose(expected, mixed.Network.Logits(dense.Features), 1e-5);
        }
    }

    [Theory]
    [InlineData(FeatureScaling.MinMax, false)]
    [InlineData(FeatureScaling.MinMax, true)]
    [InlineData(FeatureScaling.MeanVariance, false)]
    [InlineData(FeatureScaling.MeanVariance, true)]
    [InlineData(FeatureScaling.ByColumn, false)]
    [InlineData(FeatureScaling.ByColumn, true)]
    public void UnitsFrom1EMinus30To1E30GiveTheSameBits(FeatureScaling scaling, bool isSparse)
    {
        var start = ShallowNetwork<float>.Initialize(new NetworkShape(12, 4), WeightInitialization.He, 3);

        // Powers of two, by which nothing is rounded; the smallest and largest are 8e-31 and 1.3e30.
        foreach (float unit in (float[])[MathF.ScaleB(1, -100), MathF.ScaleB(1, 20), MathF.ScaleB(1, 100)])
        {
            Assert.Equal(Scores(1), Scores(unit));
        }

        float[] Scores(float unit)
        {
            var (dense, sparse) = Examples(unit);
            TrainingSet examples = isSparse ? sparse : dense;
            var trained = NetworkTrainer.Train(start, examples, Options with
            {
                FeatureScaling = scaling, Optimizer = Optimizer.Lbfgs(), Form = TrainingForm.Ordinary,
            });
            Assert.InRange(trained.CostHistory[^1], 0, trained.CostHistory[0] - 0.05);
            return trained.Network.Logits(examples.Features);
        }
    }

    [Theory]
    [InlineData(255)]
    [InlineData(8)]
    public void APixelThatWasLitOnceDoesNotWreckATestSetThatLightsIt(int lit)
    {
        var (training, _) = Strokes(seed: 1, rimOf: i => i < 10 ? i : -1, lit);
        var (plain, labels) = Strokes(seed: 2, rimOf: _ => -1, lit: 0);
        var (bright, _) = Strokes(seed: 2, rimOf: i => i % 10, lit: 255);
        var start = ShallowNetwork<float>.Initialize(new NetworkShape(400, 30), WeightInitialization.He, 1);

        var trained = NetworkTrainer.Train(start, training, new TrainingOptions
        {
            Optimizer = Optimizer.Lbfgs(),
            Epochs = 100,
            L2Regularization = 0.0075,
            FeatureScaling = FeatureScaling.ByColumn,
        }).Network;

        Assert.InRange(Accuracy(plain.Features), 0.98, 1);
        Assert.InRange(Accuracy(bright.Features), 0.98, 1);

        double Accuracy(FeatureMatrix features)
            => trained.Logits(features).Zip(labels, (z, label) => z > 0 == label > 0 ? 1.0 : 0).Average();
    }

    /// <summary>400 pictures of 20 by 20: a stroke across or down in the middle, some noise around it, and a dark rim of which
    /// some pictures have a pixel lit.</summary>
    private static (TrainingSet Set, float[] Labels) Strokes(int seed, Func<int, int> rimOf, int lit)
    {
        const int Side = 20, Count = 400, Rim = 3;
        var random = new Random(seed);
        var pictures = FeatureMatrix.Create<byte>(Side * Side);
        var labels = new float[Count];
        for (int i = 0; i < Count; i++)
        {
            Span<byte> picture = pictures.AddRow();
            labels[i] = i % 2;
            for (int k = 0; k < 20; k++)
                picture[(random.Next(Rim, Side - Rim) * Side) + random.Next(Rim, Side - Rim)] = (byte)random.Next(256);
            int at = random.Next(5, 15), start = random.Next(4, 7);
            for (int k = start; k < start + 9; k++)
                picture[labels[i] == 0 ? (at * Side) + k : (k * Side) + at] = (byte)random.Next(150, 256);
            if (rimOf(i) is var pixel and >= 0)
                picture[pixel * 2] = (byte)lit;
        }

        return (new TrainingSet(pictures, labels), labels);
    }

    private static ShallowNetwork<double> Start(int columns)
        => ShallowNetwork<double>.Initialize(new NetworkShape(columns, 4, Activation.Tanh), WeightInitialization.Xavier, 3);

    /// <summary>Checks that training on columns is training on them scaled by hand.</summary>
    private static void AssertScaledBy(float[][] columns, double[] offsets, double[] widths, double sparseTolerance)
    {
        int rows = columns[0].Length;
        float[] labels = [.. Enumerable.Range(0, rows).Select(i => i * 7 % 3 == 0 ? 1f : 0)];
        var given = FeatureMatrix.Create<double>(columns.Length);
        var scaled = FeatureMatrix.Create<double>(columns.Length);
        var sparse = FeatureMatrix.CreateSparse(columns.Length);
        for (int row = 0; row < rows; row++)
        {
            Span<double> x = given.AddRow(), y = scaled.AddRow();
            for (int k = 0; k < columns.Length; k++)
            {
                x[k] = columns[k][row];
                y[k] = widths[k] == 0 ? 0 : (x[k] - offsets[k]) / widths[k];
            }

            sparse.AddDenseRow([.. columns.Select(column => column[row])]);
        }

        var start = Start(columns.Length);
        TrainingOptions options = Options with { Form = TrainingForm.Ordinary };
        double[] expected = NetworkTrainer.Train(
            start, new TrainingSet(scaled, labels), options with { FeatureScaling = FeatureScaling.None }).Network.Logits(scaled);

        AssertClose(expected, Logits(given), 1e-8);
        AssertClose(expected, Logits(sparse), sparseTolerance);

        double[] Logits(FeatureMatrix features)
            => NetworkTrainer.Train(start, new TrainingSet(features, labels), options).Network.Logits(given);
    }

    /// <summary>The same examples, dense and sparse: 2 features that are hardly ever 0, one of them far from 0; 10 that mostly
    /// are.</summary>
    private static (TrainingSet Dense, TrainingSet Sparse) Examples(float unit = 1)
    {
        const int Columns = 12;
        var random = new Random(9);
        var dense = FeatureMatrix.Create<float>(Columns);
        var sparse = FeatureMatrix.CreateSparse(Columns);
        var labels = new float[Rows];
        for (int row = 0; row < Rows; row++)
        {
            Span<float> x = dense.AddRow();
            x[4] = (40 + random.Next(-9, 10)) * unit;
            x[7] = random.Next(1, 30) * unit;
            int category = random.Next(10);
            x[category < 4 ? category : category < 6 ? category + 1 : category + 2] = random.Next(1, 4) * unit;
            sparse.AddDenseRow(x);
            labels[row] = (x[4] / unit) - 40 + (category < 5 ? 5 : -5) > 0 ? 1 : 0;
        }

        float[] weights = [.. Enumerable.Range(0, Rows).Select(i => i % 4 == 0 ? 2f : 1)];
        return (new TrainingSet(dense, labels, weights), new TrainingSet(sparse, labels, weights));
    }
}
