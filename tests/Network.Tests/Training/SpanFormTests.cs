using MlNetShallow.Engines;
using MlNetShallow.Training;

namespace MlNetShallow.Network.Tests.Training;

/// <summary>Training in the span of the examples gives what the ordinary form gives, to the rounding.</summary>
public class SpanFormTests
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(0, 30)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void BothFormsGiveTheSameOverRandomShapesAndOptions(int seed)
    {
        var random = new Random(seed);
        int rows = random.Next(1, 30), columns = random.Next(1, 200), hiddenUnits = random.Next(0, 7);
        FeatureMatrix features = random.Next(3) switch
        {
            0 => Bytes(random, rows, columns),
            1 => FeatureMatrix.FromRows<float>(Singles(random, rows * columns), columns),
            _ => Engine.RandomExamples(random, rows, columns, weighted: false).Features,
        };
        var examples = new TrainingSet(
            features,
            [.. Enumerable.Range(0, rows).Select(_ => (float)random.Next(2))],
            random.Next(2) == 0 ? [] : [.. Enumerable.Range(0, rows).Select(_ => 0.1f + random.NextSingle())]);
        // Smooth units: at a kink the two forms' last digits would part ways.
        var start = Engine.RandomNetwork(
            random, new NetworkShape(columns, hiddenUnits, random.Next(2) == 0 ? Activation.Tanh : Activation.Sigmoid), 0.1);
        var optimizer = random.Next(4) switch
        {
            0 => Optimizer.GradientDescent,
            1 => Optimizer.Momentum(),
            2 => Optimizer.Nesterov(),
            _ => Optimizer.Lbfgs(historySize: 5),
        };
        var options = new TrainingOptions
        {
            Optimizer = optimizer,
            LearningRate = 0.02,
            Epochs = 12,
            BatchSize = optimizer is LbfgsOptimizer ? 0 : random.Next(0, rows + 1),
            L2Regularization = random.Next(2) == 0 ? 0 : 0.05,
        };

        var ordinary = GradientDescent.Train(start, examples, options with { Form = TrainingForm.Ordinary });
        var span = GradientDescent.Train(start, examples, options with { Form = TrainingForm.Span });

        Assert.Equal((TrainingForm.Ordinary, TrainingForm.Span), (ordinary.Form, span.Form));
        int common = Math.Min(ordinary.CostHistory.Count, span.CostHistory.Count);
        for (int i = 0; i < common; i++)
            Assert.Equal(ordinary.CostHistory[i], span.CostHistory[i], 1e-9 * Math.Max(1, ordinary.CostHistory[i]));
        if (ordinary.CostHistory.Count != span.CostHistory.Count)
            return; // Both at a minimum to the last digit; which step says so first is rounding.
        double[] expected = ordinary.Network.CopyParameters().Values.ToArray(), actual = span.Network.CopyParameters().Values.ToArray();
        for (int i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], actual[i], 1e-7 * Math.Max(1, Math.Abs(expected[i])));
    }

    [Theory]
    [InlineData(33_000)]
    [InlineData(200_000)]
    public void TheGramMatrixOfBytesIsExact(int columns)
    {
        // 200,000 · 255² is above 2³¹ and 2³²: no 32-bit sum could hold it.
        var random = new Random(1);
        var bytes = new byte[3 * columns];
        bytes.AsSpan(0, columns).Fill(255);
        random.NextBytes(bytes.AsSpan(columns));

        double[] gram = GramMatrix.Compute(FeatureMatrix.FromRows<byte>(bytes, columns), new ParallelOptions());

        int stride = gram.Length / 3;
        for (int i = 0; i < 3; i++)
        {
            for (int j = 0; j < 3; j++)
            {
                long product = 0;
                for (int k = 0; k < columns; k++)
                    product += bytes[(i * columns) + k] * bytes[(j * columns) + k];
                Assert.Equal(product * (1.0 / 255 * (1.0 / 255)), gram[(i * stride) + j]);
            }
        }
    }

    [Fact]
    public void TheCheaperFormIsChosen()
    {
        long gigabyte = 1L << 30;
        var pictures = new NetworkShape(12288, 7);

        Assert.True(SpanForm.IsCheaper(pictures, rows: 209, epochs: 2500, gigabyte));
        Assert.False(SpanForm.IsCheaper(pictures, rows: 209, epochs: 1, gigabyte));
        Assert.False(SpanForm.IsCheaper(pictures, rows: 20_000, epochs: 10, gigabyte));
        Assert.False(SpanForm.IsCheaper(new NetworkShape(20, 7), rows: 209, epochs: 2500, gigabyte));
        Assert.False(SpanForm.IsCheaper(pictures, rows: 209, epochs: 2500, memoryLimit: 209 * 209 * 8));
    }

    [Fact]
    public void AGramMatrixOverTheMemoryLimitFallsBackToTheOrdinaryForm()
    {
        TrainingForm Form(long limit, Optimizer optimizer)
        {
            var random = new Random(1);
            return GradientDescent.Train(
                ShallowNetwork<float>.Initialize(new NetworkShape(500, 3), WeightInitialization.He, 1),
                new TrainingSet(Bytes(random, 10, 500), new float[10]),
                new TrainingOptions { Epochs = 50, GramMemoryLimit = limit, Optimizer = optimizer }).Form;
        }

        Assert.Equal(TrainingForm.Span, Form(1 << 20, Optimizer.GradientDescent));
        Assert.Equal(TrainingForm.Ordinary, Form(100, Optimizer.GradientDescent));
        Assert.Equal(TrainingForm.Ordinary, Form(1 << 20, Optimizer.Adam()));
    }

    private static FeatureMatrix<byte> Bytes(Random random, int rows, int columns)
    {
        var bytes = new byte[rows * columns];
        random.NextBytes(bytes);
        return FeatureMatrix.FromRows<byte>(bytes, columns);
    }

    private static float[] Singles(Random random, int count)
        => [.. Enumerable.Range(0, count).Select(_ => (2 * random.NextSingle()) - 1)];
}
