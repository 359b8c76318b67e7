using MlNetShallow.Training;
using static MlNetShallow.Network.Tests.Closeness;

namespace MlNetShallow.Network.Tests.Training.Preprocessing;

/// <summary>Scaling inside against features that are scaled beforehand.</summary>
public class FeatureScalingTests
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(0, 40)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void ScalingInsideIsScalingBeforehandFoldedIntoTheWeights(int seed)
    {
        var random = new Random(seed);
        NetworkShape shape = SmoothShape(random, random.Next(2, 30), random.Next(0, 5));
        TrainingSet examples = Uneven(random, random.Next(4, 25), shape, weighted: random.Next(2) == 0);
        TrainingSet others = Uneven(random, 6, shape, weighted: true);
        var start = Engine.RandomNetwork(random, shape, 0.3);
        FeatureScaling scaling = random.Next(2) == 0 ? FeatureScaling.MinMax : FeatureScaling.MeanVariance;
        TrainingOptions options = RandomOptions(random);

        var inside = NetworkTrainer.Train(start, examples, options with { FeatureScaling = scaling }, validation: others);
        var (offset, factor) = ByHand(scaling, examples);
        var before = NetworkTrainer.Train(
            start, Scaled(examples, offset, factor), options, validation: Scaled(others, offset, factor));

        for (int i = 0; i < before.History.Count; i++)
        {
            AssertClose(before.History[i].Cost, inside.History[i].Cost, 1e-9);
            AssertClose(before.History[i].ValidationCost!.Value, inside.History[i].ValidationCost!.Value, 1e-9);
        }

        AssertClose(
            before.Network.Logits(Scaled(others, offset, factor).Features), inside.Network.Logits(others.Features), 1e-8);
    }

    [Theory]
    [InlineData(FeatureScaling.MinMax, "bytes")]
    [InlineData(FeatureScaling.MeanVariance, "bytes")]
    [InlineData(FeatureScaling.MinMax, "sparse")]
    [InlineData(FeatureScaling.MeanVariance, "sparse")]
    [InlineData(FeatureScaling.MinMax, "singles")]
    [InlineData(FeatureScaling.MeanVariance, "singles")]
    public void FeaturesOfEveryTypeAreScaled(FeatureScaling scaling, string type)
    {
        var random = new Random(3);
        var shape = new NetworkShape(20, 3, Activation.Tanh);
        FeatureMatrix features = type switch
        {
            "bytes" => Bytes(random, 15, 20),
            "sparse" => Engine.RandomSparseExamples(random, 15, 20, 0.2, weighted: false).Sparse.Features,
            _ => FeatureMatrix.FromRows<float>([.. Enumerable.Range(0, 300).Select(_ => 50 + (9 * random.NextSingle()))], 20),
        };
        var examples = new TrainingSet(features, Engine.RandomLabels(random, 15, shape));
        var start = Engine.RandomNetwork(random, shape, 0.3);
        var options = new TrainingOptions { LearningRate = 0.5, Epochs = 10 };

        var inside = NetworkTrainer.Train(start, examples, options with { FeatureScaling = scaling });
        var (offset, factor) = type == "sparse" ? UncentredByHand(scaling, examples) : ByHand(scaling, examples);
        TrainingSet scaled = Scaled(examples, offset, factor);
        var before = NetworkTrainer.Train(start, scaled, options);

        // Sparse features are scaled in single precision, in which they are.
        AssertClose(
            before.Network.Logits(scaled.Features), inside.Network.Logits(features), type == "sparse" ? 1e-5 : 1e-9);
        Assert.InRange(inside.CostHistory[^1], 0, inside.CostHistory[0] - 0.001);
    }

    [Fact]
    public void SinglePrecisionFoldsToItsRounding()
    {
        var random = new Random(4);
        var shape = new NetworkShape(200, 8, Activation.Relu);
        // Means up to a thousand deviations away from 0.
        float[] values = [.. Enumerable.Range(0, 60 * 200).Select(i => (i % 200 * 10) + random.NextSingle())];
        var examples = new TrainingSet(FeatureMatrix.FromRows<float>(values, 200), Engine.RandomLabels(random, 60, shape));
        var start = ShallowNetwork<float>.Initialize(shape, WeightInitialization.He, 1);
        var options = new TrainingOptions { LearningRate = 0.05, Epochs = 20, BatchSize = 8, Form = TrainingForm.Ordinary };

        var inside = NetworkTrainer.Train(start, examples, options with { FeatureScaling = FeatureScaling.MeanVariance });
        var (offset, factor) = ByHand(FeatureScaling.MeanVariance, examples);
        TrainingSet scaled = Scaled(examples, offset, factor);
        var before = NetworkTrainer.Train(start.ConvertTo<double>(), scaled, options);

        float[] actual = inside.Network.Logits(examples.Features);
        double[] expected = before.Network.Logits(scaled.Features);
        for (int i = 0; i < actual.Length; i++)
            Assert.Equal(expected[i], actual[i], 0.02 * Math.Max(1, Math.Abs(expected[i])));
    }

    [Fact]
    public void AFeatureThatIsTheSameInAllExamplesGetsNoWeight()
    {
        var random = new Random(5);
        var shape = new NetworkShape(3, 4, Activation.Tanh);
        double[] values = [.. Enumerable.Range(0, 60).Select(i => i % 3 == 1 ? 7.3 : random.NextDouble())];
        var examples = new TrainingSet(FeatureMatrix.FromRows<double>(values, 3), Engine.RandomLabels(random, 20, shape));

        foreach (FeatureScaling scaling in (FeatureScaling[])[FeatureScaling.MinMax, FeatureScaling.MeanVariance])
        {
            var trained = NetworkTrainer.Train(
                Engine.RandomNetwork(random, shape), examples, new TrainingOptions { FeatureScaling = scaling, Epochs = 3 });

            for (int unit = 0; unit < 4; unit++)
            {
                Assert.Equal(0, trained.Network.W1[(3 * unit) + 1]);
                Assert.NotEqual(0, trained.Network.W1[3 * unit]);
            }
        }
    }

    [Theory]
    [InlineData(0, OutputLayer.SigmoidCrossEntropy)]
    [InlineData(4, OutputLayer.SigmoidCrossEntropy)]
    [InlineData(0, OutputLayer.IdentitySquaredError)]
    [InlineData(4, OutputLayer.IdentitySquaredError)]
    [InlineData(4, OutputLayer.SoftmaxCrossEntropy)]
    public void AWarmStartContinuesWhereTrainingEnded(int hiddenUnits, OutputLayer outputLayer)
    {
        var random = new Random(6);
        NetworkShape shape = Engine.ShapeWith(12, hiddenUnits, Activation.Tanh, outputLayer);
        TrainingSet examples = Uneven(random, 20, shape, weighted: true);
        var start = Engine.RandomNetwork(random, shape, 0.3);
        var options = new TrainingOptions
        {
            LearningRate = 0.1,
            FeatureScaling = FeatureScaling.MeanVariance,
            ScaleTarget = outputLayer == OutputLayer.IdentitySquaredError,
        };

        var whole = NetworkTrainer.Train(start, examples, options with { Epochs = 20 });
        var first = NetworkTrainer.Train(start, examples, options with { Epochs = 12 });
        var second = NetworkTrainer.Train(first.Network, examples, options with { Epochs = 8, IsWarmStart = true });

        AssertClose(whole.CostHistory[12], second.CostHistory[0], 1e-9);
        AssertClose(whole.Network.Logits(examples.Features), second.Network.Logits(examples.Features), 1e-8);
    }

    [Fact]
    public void AWarmStartOfNoEpochsPredictsAsBeforeWhateverItsFeaturesWere()
    {
        // The start has weights for a feature that is the same in all examples: they go into the biases.
        var random = new Random(7);
        var shape = new NetworkShape(5, 3, Activation.Sigmoid, OutputLayer.IdentitySquaredError);
        double[] values = [.. Enumerable.Range(0, 50).Select(i => i % 5 == 2 ? 4.5 : 30 * random.NextDouble())];
        var examples = new TrainingSet(FeatureMatrix.FromRows<double>(values, 5), Engine.RandomLabels(random, 10, shape));
        var start = Engine.RandomNetwork(random, shape);

        var same = NetworkTrainer.Train(start, examples, new TrainingOptions
        {
            Epochs = 0,
            IsWarmStart = true,
            FeatureScaling = FeatureScaling.MinMax,
            ScaleTarget = true,
        });

        AssertClose(start.Logits(examples.Features), same.Network.Logits(examples.Features), 1e-10);
    }

    [Theory]
    [InlineData(FeatureScaling.MinMax)]
    [InlineData(FeatureScaling.MeanVariance)]
    public void AWeightOfTwoIsTheRowTwiceAndAWeightOfZeroIsNoRow(FeatureScaling scaling)
    {
        var random = new Random(8);
        var shape = new NetworkShape(2, 3, Activation.Tanh, OutputLayer.IdentitySquaredError);
        var weighted = new TrainingSet(
            FeatureMatrix.FromRows<double>([1, 9, 4, 2, 500, -700, 3, 3], 2), [10, 20, 9000, 14], [1, 2, 0, 1]);
        var repeated = new TrainingSet(FeatureMatrix.FromRows<double>([1, 9, 4, 2, 4, 2, 3, 3], 2), [10, 20, 20, 14]);
        var options = new TrainingOptions { FeatureScaling = scaling, ScaleTarget = true, Epochs = 15, LearningRate = 0.3 };
        var start = Engine.RandomNetwork(random, shape);

        AssertClose(
            NetworkTrainer.Train(start, repeated, options).Network.CopyParameters().Values.ToArray(),
            NetworkTrainer.Train(start, weighted, options).Network.CopyParameters().Values.ToArray(),
            1e-9);
    }

    private static TrainingOptions RandomOptions(Random random)
    {
        var options = new TrainingOptions { LearningRate = 0.05, Epochs = 8, L2Regularization = random.Next(2) * 0.1 };
        return random.Next(5) switch
        {
            0 => options with { Form = TrainingForm.Gram },
            1 => options with { Form = TrainingForm.Gram, BatchSize = 5, Optimizer = Optimizer.Momentum() },
            2 => options with { Optimizer = Optimizer.Adam() },
            3 => options with { BatchSize = 5, Optimizer = Optimizer.Nesterov() },
            _ => options,
        };
    }

    private static NetworkShape SmoothShape(Random random, int inputs, int hiddenUnits)
        => Engine.ShapeWith(
            inputs, hiddenUnits, random.Next(2) == 0 ? Activation.Tanh : Activation.Sigmoid, (OutputLayer)random.Next(3));

    /// <summary>Examples whose features are of sizes that differ by powers of ten, one of them the same in all.</summary>
    private static TrainingSet Uneven(Random random, int rows, NetworkShape shape, bool weighted)
    {
        TrainingSet even = Engine.RandomExamples(random, rows, shape, weighted);
        var features = FeatureMatrix.Create<double>(shape.Inputs);
        for (int row = 0; row < rows; row++)
        {
            Span<double> x = features.AddRow();
            even.Features.CopyRow(row, 0, x);
            for (int i = 0; i < x.Length; i++)
                x[i] = i == 1 ? 0.7 : (x[i] * Math.Pow(10, (i % 4) - 1)) + (5 * (i % 3));
        }

        return new TrainingSet(
            features, even.Labels, weighted ? [.. Enumerable.Range(0, rows).Select(row => even.Weight(row))] : []);
    }

    /// <summary>Offset and factor of each feature, by the definitions of <see cref="FeatureScaling"/>.</summary>
    private static (double[] Offset, double[] Factor) ByHand(FeatureScaling scaling, TrainingSet examples)
    {
        double[][] columns = Columns(examples);
        double[] weights = [.. Engine.All(examples).Select(row => (double)examples.Weight(row))];
        double Mean(double[] values) => values.Zip(weights, (x, w) => w * x).Sum() / weights.Sum();
        return scaling == FeatureScaling.MinMax
            ? ([.. columns.Select(x => x.Min())], [.. columns.Select(x => Inverse(x.Max() - x.Min()))])
            : ([.. columns.Select(Mean)],
                [.. columns.Select(x => Inverse(Math.Sqrt(Mean([.. x.Select(value => Math.Pow(value - Mean(x), 2))]))))]);
    }

    private static (double[] Offset, double[] Factor) UncentredByHand(FeatureScaling scaling, TrainingSet examples)
        => (new double[examples.Features.Columns], [.. Columns(examples).Select(x => Inverse(scaling == FeatureScaling.MinMax
            ? x.Max(Math.Abs)
            : Math.Sqrt(x.Average(value => value * value))))]);

    private static double Inverse(double width) => width < 1e-12 ? 0 : 1 / width;

    private static double[][] Columns(TrainingSet examples)
    {
        double[][] rows = [.. Engine.All(examples).Select(row => Row(examples.Features, row))];
        return [.. Enumerable.Range(0, examples.Features.Columns).Select(j => rows.Select(row => row[j]).ToArray())];
    }

    private static double[] Row(FeatureMatrix features, int row)
    {
        var values = new double[features.Columns];
        features.CopyRow(row, 0, values);
        return [.. values.Select(value => value * features.Scale)];
    }

    private static TrainingSet Scaled(TrainingSet examples, double[] offset, double[] factor)
    {
        double[] values = [.. Engine.All(examples).SelectMany(
            row => Row(examples.Features, row).Select((x, j) => (x - offset[j]) * factor[j]))];
        return new TrainingSet(
            FeatureMatrix.FromRows<double>(values, offset.Length), examples.Labels,
            [.. Engine.All(examples).Select(examples.Weight)]);
    }

    private static FeatureMatrix<byte> Bytes(Random random, int rows, int columns)
    {
        var bytes = new byte[rows * columns];
        random.NextBytes(bytes);
        return FeatureMatrix.FromRows<byte>(bytes, columns);
    }
}
