using MlNetShallow.Engines;
using MlNetShallow.Training;

namespace MlNetShallow.Network.Tests.Training;

/// <summary>Training in the Gram form gives what the ordinary form gives, up to rounding.</summary>
public class GramFormTests
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
        // Smooth units: at a kink the two forms' last digits would part ways.
        var shape = Engine.ShapeWith(
            columns, hiddenUnits, random.Next(2) == 0 ? Activation.Tanh : Activation.Sigmoid, (OutputLayer)(seed % 3), 4);
        var examples = new TrainingSet(
            features,
            Engine.RandomLabels(random, rows, shape),
            random.Next(2) == 0 ? [] : [.. Enumerable.Range(0, rows).Select(_ => 0.1f + random.NextSingle())]);
        var start = Engine.RandomNetwork(random, shape, 0.1);
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

        var ordinary = NetworkTrainer.Train(start, examples, options with { Form = TrainingForm.Ordinary });
        var gram = NetworkTrainer.Train(start, examples, options with { Form = TrainingForm.Gram });

        Assert.Equal((TrainingForm.Ordinary, TrainingForm.Gram), (ordinary.Form, gram.Form));
        int common = Math.Min(ordinary.CostHistory.Count, gram.CostHistory.Count);
        for (int i = 0; i < common; i++)
            Assert.Equal(ordinary.CostHistory[i], gram.CostHistory[i], 1e-9 * Math.Max(1, ordinary.CostHistory[i]));
        if (ordinary.CostHistory.Count != gram.CostHistory.Count)
        {
            // At a minimum, rounding decides which step finds that there is none lower.
            Assert.Contains(StopReason.Converged, new[] { ordinary.StopReason, gram.StopReason });
            Assert.IsType<LbfgsOptimizer>(optimizer);
        }

        double[] expected = Engine.Values(ordinary.Network);
        double[] actual = Engine.Values(gram.Network);
        for (int i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], actual[i], 1e-7 * Math.Max(1, Math.Abs(expected[i])));
    }

    [Theory]
    [InlineData("bytes")]
    [InlineData("singles")]
    [InlineData("doubles")]
    public void TheGramMatrixIsThatOfThePlainLoop(string elements)
    {
        // More than two blocks of 64 examples, more than one slice of features.
        const int Rows = 150, Columns = 1000;
        var random = new Random(3);
        FeatureMatrix features = elements switch
        {
            "bytes" => Bytes(random, Rows, Columns),
            "singles" => FeatureMatrix.FromRows<float>(Singles(random, Rows * Columns), Columns),
            _ => Engine.RandomExamples(random, Rows, Columns, weighted: false).Features,
        };
        double[][] rows = [.. Enumerable.Range(0, Rows).Select(row =>
        {
            var values = new double[Columns];
            features.CopyRow(row, 0, values);
            return values;
        })];

        Span<double> gram = GramMatrix<double>.Compute(features, new Threads(2), TestContext.Current.CancellationToken).Span;
        Span<float> single = GramMatrix<float>.Compute(features, new Threads(2), TestContext.Current.CancellationToken).Span;

        int stride = gram.Length / Rows, singleStride = single.Length / Rows;
        for (int i = 0; i < Rows; i++)
        {
            for (int j = 0; j < Rows; j++)
            {
                double product = rows[i].Zip(rows[j], (a, b) => a * b).Sum() * features.Scale * features.Scale;
                Assert.Equal(product, gram[(i * stride) + j], 1e-9 * Math.Max(1, Math.Abs(product)));
                double squares = Math.Sqrt(gram[(i * stride) + i] * gram[(j * stride) + j]);
                Assert.Equal(product, single[(i * singleStride) + j], 1e-6 * squares);
            }
        }
    }

    /// <summary>The penalized cost of a linear classifier has one minimum: single precision comes to it, as far as it can tell
    /// costs apart, whether pixels are scaled or, with a mean that is far from 0, left as they are.</summary>
    [Theory]
    [InlineData(FeatureScaling.ByColumn)]
    [InlineData(FeatureScaling.None)]
    public void SinglePrecisionComesToTheMinimumOfDouble(FeatureScaling scaling)
    {
        const double L2 = 0.02;
        var random = new Random(4);
        const int Rows = 100, Columns = 1500;
        FeatureMatrix pixels = Bytes(random, Rows, Columns);
        var examples = new TrainingSet(pixels, [.. Enumerable.Range(0, Rows).Select(_ => (float)random.Next(2))]);
        var options = new TrainingOptions
        {
            Optimizer = Optimizer.Lbfgs(),
            Epochs = 300,
            L2Regularization = L2,
            FeatureScaling = scaling,
            Form = TrainingForm.Gram,
        };
        var shape = new NetworkShape(Columns, 0);

        var twice = NetworkTrainer.Train(
            ShallowNetwork<double>.Initialize(shape, WeightInitialization.Zeros, 1), examples, options);
        var single = NetworkTrainer.Train(
            ShallowNetwork<float>.Initialize(shape, WeightInitialization.Zeros, 1), examples, options);

        double[] start = new double[Columns + 1], expected = Engine.Values(twice.Network);
        double[] actual = Array.ConvertAll(Engine.Values(single.Network), value => (double)value);
        Assert.Equal(twice.CostHistory[^1], single.CostHistory[^1], 1e-4);
        Assert.InRange(Distance(expected, actual), 0, 5e-3 * Distance(expected, start));
        if (scaling == FeatureScaling.None)
            Assert.InRange(Gradient(actual), 0, 1e-3 * Gradient(start));

        double Gradient(double[] at)
        {
            NetworkParameters<double> network = new(shape), gradient = new(shape);
            at.CopyTo(network.Values);
            ReferenceEngine.Instance.CostAndGradient(network, examples, [.. Enumerable.Range(0, Rows)], gradient);
            for (int i = 0; i < Columns; i++)
                gradient.Values[i] += L2 * at[i];
            return Math.Sqrt(Squares(gradient.Values.ToArray()));
        }

        static double Distance(double[] a, double[] b) => Math.Sqrt(Squares([.. a.Zip(b, (x, y) => x - y)]));

        static double Squares(double[] values) => values.Sum(value => value * value);
    }

    [Theory]
    [InlineData(TrainingForm.Ordinary)]
    [InlineData(TrainingForm.Gram)]
    public void AMiniBatchWhoseWeightsAreAllZeroTakesNoStep(TrainingForm form)
    {
        var random = new Random(5);
        FeatureMatrix features = Bytes(random, 6, 40);
        var start = Engine.RandomNetwork(random, new NetworkShape(40, 3, Activation.Tanh), 0.1);
        var options = new TrainingOptions { Epochs = 1, BatchSize = 2, Shuffle = false, Form = form, LearningRate = 0.1 };
        var last = FeatureMatrix.Create<byte>(40);
        for (int row = 4; row < 6; row++)
            ((FeatureMatrix<byte>)features).Row(row).CopyTo(last.AddRow());

        var weighted = NetworkTrainer.Train(start, new TrainingSet(features, [0, 1, 0, 1, 0, 1], [0, 0, 0, 0, 1, 1]), options);
        var alone = NetworkTrainer.Train(start, new TrainingSet(last, [0, 1]), options);

        for (int i = 0; i < start.W1.Length; i++)
            Assert.Equal(alone.Network.W1[i], weighted.Network.W1[i], 1e-12);
    }

    [Fact]
    public void WhatSinglePrecisionCannotHoldHasDiverged()
    {
        var random = new Random(1);
        var start = ShallowNetwork<float>.Initialize(new NetworkShape(500, 3, Activation.Identity), WeightInitialization.He, 1);

        Assert.Throws<TrainingDivergedException>(() => NetworkTrainer.Train(
            start,
            new TrainingSet(Bytes(random, 10, 500), [0, 1, 0, 1, 0, 1, 0, 1, 0, 1]),
            new TrainingOptions { LearningRate = 1e15, Epochs = 3, Form = TrainingForm.Gram }));
    }

    [Fact]
    public void CancellationBeforeTheGramMatrixIsDoneKeepsTheStart()
    {
        var start = ShallowNetwork<float>.Initialize(new NetworkShape(500, 3), WeightInitialization.He, 1);

        var cancelled = NetworkTrainer.Train(
            start,
            new TrainingSet(Bytes(new Random(1), 10, 500), new float[10]),
            new TrainingOptions { Form = TrainingForm.Gram, CancellationToken = new CancellationToken(canceled: true) });

        Assert.Equal(StopReason.Cancelled, cancelled.StopReason);
        Assert.Empty(cancelled.CostHistory);
        Assert.Equal(start.W1.ToArray(), cancelled.Network.W1.ToArray());
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

        Span<double> gram = GramMatrix<double>.Compute(
            FeatureMatrix.FromRows<byte>(bytes, columns), new Threads(2), TestContext.Current.CancellationToken).Span;

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
        static TrainingForm Choose(int inputs, int rows, int epochs, long limit = 1 << 30)
            => GramForm<double>.Choose(
                new NetworkShape(inputs, 7), rows, new TrainingOptions { Epochs = epochs, GramMemoryLimit = limit }).Form;

        Assert.Equal(TrainingForm.Gram, Choose(inputs: 12288, rows: 209, epochs: 2500));
        Assert.Equal(TrainingForm.Ordinary, Choose(inputs: 12288, rows: 209, epochs: 1));
        Assert.Equal(TrainingForm.Ordinary, Choose(inputs: 12288, rows: 20_000, epochs: 10));
        Assert.Equal(TrainingForm.Ordinary, Choose(inputs: 20, rows: 209, epochs: 2500));
        Assert.Equal(TrainingForm.Ordinary, Choose(inputs: 12288, rows: 209, epochs: 2500, limit: 209 * 209 * 8));
    }

    [Fact]
    public void AGramMatrixOverTheMemoryLimitFallsBackToTheOrdinaryForm()
    {
        TrainingResult<float> Train(long limit, Optimizer optimizer)
        {
            var random = new Random(1);
            return NetworkTrainer.Train(
                ShallowNetwork<float>.Initialize(new NetworkShape(500, 3), WeightInitialization.He, 1),
                new TrainingSet(Bytes(random, 10, 500), new float[10]),
                new TrainingOptions { Epochs = 50, GramMemoryLimit = limit, Optimizer = optimizer });
        }

        Assert.Equal(TrainingForm.Gram, Train(1 << 20, Optimizer.GradientDescent).Form);
        Assert.Equal(TrainingForm.Ordinary, Train(1 << 20, Optimizer.Adam()).Form);
        TrainingResult<float> limited = Train(100, Optimizer.GradientDescent);
        Assert.Equal(TrainingForm.Ordinary, limited.Form);
        Assert.Contains("above the limit", limited.FormReason, StringComparison.Ordinal);
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
