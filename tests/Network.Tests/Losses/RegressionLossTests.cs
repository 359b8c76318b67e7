using System.Globalization;
using MlNetShallow.Diagnostics;
using MlNetShallow.Losses;
using MlNetShallow.Training;
using MlNetShallow.Training.Preprocessing;
using static MlNetShallow.Network.Tests.Closeness;

namespace MlNetShallow.Network.Tests.Losses;

public class RegressionLossTests
{
    [Theory]
    [InlineData("poisson", 3, 2, 0.7)]
    [InlineData("poisson", 0, 0.5, -4)]
    [InlineData("gamma", 3, 2, 0.7)]
    [InlineData("gamma", 0.01, 1, 3)]
    public void AnOffsetIsThatOfTheLogit(string text, double label, double weight, double offset)
    {
        var loss = RegressionLoss.Parse(text);
        (double rate, double rateWeight) = loss.WithoutOffset(label, weight, offset);

        foreach (double z in (double[])[-2, 0, 1.5])
        {
            var (cost, slope) = At(z + offset, label, weight);
            var (costOfRate, slopeOfRate) = At(z, rate, rateWeight);
            Assert.Equal(cost, costOfRate, 1e-12 * Math.Max(1, cost));
            Assert.Equal(slope, slopeOfRate, 1e-12 * Math.Max(1, Math.Abs(slope)));
        }

        (double Cost, double Slope) At(double z, double y, double w)
        {
            Span<double> logit = [z], derivative = [0];
            double cost = loss.CostAndDerivative(logit, [y], [w], derivative);
            return (cost, derivative[0]);
        }
    }

    private static readonly double Ln2 = Math.Log(2);

    public static TheoryData<string> All
        => ["squared", "absolute", "huber 1.5", "quantile 0.25", "quantile 0.05 0.5 0.95", "poisson", "gamma"];

    public static MatrixTheoryData<string, string, int> EnginesLosses
        => new(["reference", "vectorized"], [.. All.Select(row => row.Data)], [0, 5]);

    /// <summary>Two examples of weights 2 and 4 each, worked by hand. e^ln 2 = 2 and e^0 = 1 where ŷ = e^z.</summary>
    public static TheoryData<string, double[], double[], double, double[]> ByHand => new()
    {
        // |3| and |−½|.
        { "absolute", [4, 0], [1, 0.5], (2 * 3) + (4 * 0.5), [2, -4] },
        // 3 is beyond 1.5: 1.5 (3 − 0.75); −½ is not: ½ ¼.
        { "huber 1.5", [4, 0], [1, 0.5], (2 * 1.5 * 2.25) + (4 * 0.125), [2 * 1.5, 4 * -0.5] },
        // Above the label by 3: ¾ · 3; below it by ½: ¼ · ½.
        { "quantile 0.25", [4, 0], [1, 0.5], (2 * 0.75 * 3) + (4 * 0.25 * 0.5), [2 * 0.75, 4 * -0.25] },
        // The mean of two levels; the logits of the first, then those of the second.
        {
            "quantile 0.25 0.5", [4, 0, 0, 1], [1, 0.5],
            ((2 * 0.75 * 3) + (4 * 0.25 * 0.5) + (2 * 0.5 * 1) + (4 * 0.5 * 0.5)) / 2,
            [0.75, -0.5, -0.5, 1]
        },
        // The mean of two targets; the logits of the first, then those of the second, and the labels likewise.
        {
            "targets 2 huber 1.5", [4, 0, 2, 7], [1, 0.5, 3, 7],
            ((2 * 1.5 * 2.25) + (4 * 0.125) + (2 * 0.5) + 0) / 2,
            [1.5, -1, -1, 0]
        },
        // y = 4, ŷ = 2: 4 ln 2 − 4 + 2; y = 0, ŷ = 1: 1.
        { "poisson", [Ln2, 0], [4, 0], (2 * ((4 * Ln2) - 2)) + (4 * 1), [2 * -2, 4 * 1] },
        // y / ŷ = 2: 2 − 1 − ln 2; y / ŷ = ½: ½ − 1 + ln 2.
        { "gamma", [Ln2, 0], [4, 0.5], (2 * (1 - Ln2)) + (4 * (Ln2 - 0.5)), [2 * -1, 4 * 0.5] },
    };

    [Theory]
    [MemberData(nameof(ByHand))]
    public void CostsAndDerivativesAreThoseWorkedByHand(string text, double[] z, double[] y, double cost, double[] derivatives)
    {
        var dZ = new double[z.Length];
        double found = RegressionLoss.Parse(text).CostAndDerivative([.. z], y, [2, 4], dZ);

        Assert.Equal(cost, found, 1e-14);
        AssertWithin(derivatives, dZ, 1e-15);
    }

    [Theory]
    [MemberData(nameof(EnginesLosses))]
    public void BackPropagationIsTheDerivativeOfTheCost(string engine, string text, int hiddenUnits)
    {
        var random = new Random(41);
        TrainingSet examples = Examples(random, RegressionLoss.Parse(text), rows: 9);
        var network = Engine.RandomNetwork(random, Shape(examples, hiddenUnits));

        var check = GradientCheck.Run(network, examples, Engine.Named(engine));

        Assert.InRange(check.RelativeError, 0, 1e-7);
        Assert.Contains(check.Analytic, derivative => Math.Abs(derivative) > 1e-3);
    }

    /// <summary>The cost at the constant is not above that of any other.</summary>
    [Theory]
    [MemberData(nameof(All))]
    public void TheConstantIsTheBest(string text)
    {
        var loss = RegressionLoss.Parse(text);
        var random = new Random(42);
        TrainingSet examples = Examples(random, loss, rows: 50);
        double[] y = [.. examples.Labels.ToArray().Select(label => (double)label)];
        double[] w = [.. Enumerable.Range(0, 50).Select(row => (double)examples.Weight(row))];

        double[] constant = loss.Constant(y, w);

        double least = Cost(constant);
        foreach (double distance in (double[])[-1, -0.1, -1e-3, 1e-3, 0.1, 1])
        {
            for (int k = 0; k < constant.Length; k++)
            {
                double[] other = [.. constant];
                other[k] += distance;
                Assert.InRange(Cost(other), least - 1e-12, double.PositiveInfinity);
            }
        }

        double Cost(double[] logits) => loss.CostAndDerivative(
            [.. logits.SelectMany(logit => Enumerable.Repeat(logit, y.Length))], y, w, new double[logits.Length * y.Length]);
    }

    /// <summary>In another unit of the labels all is the same but for the unit.</summary>
    [Theory]
    [MemberData(nameof(All))]
    public void ScaledTargetsGiveTheSameNetworkInAnyUnit(string text)
    {
        const int Unit = 1 << 20;
        var loss = RegressionLoss.Parse(text);
        TrainingSet examples = Examples(new Random(43), loss, rows: 40);
        TrainingSet inUnits = new TrainingSet(
            examples.Features, Array.ConvertAll(examples.Labels.ToArray(), label => label * Unit), Weights(examples)).WithLoss(loss);
        var start = Engine.RandomNetwork(new Random(44), Shape(examples, 3), 0.3);
        var options = new TrainingOptions
        {
            Epochs = 20, LearningRate = 0.1, Loss = loss, ScaleTarget = true, Form = TrainingForm.Ordinary,
        };

        var first = NetworkTrainer.Train(start, examples, options, validation: examples);
        var second = NetworkTrainer.Train(start, inUnits, options, validation: inUnits);

        double[] predictions = Predict(first.Network, examples), larger = Predict(second.Network, examples);
        AssertClose([.. predictions.Select(value => value * Unit)], larger, 1e-9);
        double factor = loss.CostFactor(Unit);
        AssertClose([.. first.History.Costs.Select(cost => cost * factor)], [.. second.History.Costs], 1e-9);
        Assert.Equal(first.History[^1].ValidationMetric!.Value, second.History[^1].ValidationMetric!.Value, 1e-9);
        // In the user's unit the cost of the network is what the history says of the epoch after.
        Assert.Equal(first.History[^1].ValidationCost!.Value, Engine.Cost(first.Network, OfUserUnit(loss, examples)), 1e-9);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void TheMetricIsThePartOfTheConstantsCostThatIsSaved(string text)
    {
        var loss = RegressionLoss.Parse(text);
        TrainingSet examples = Examples(new Random(45), loss, rows: 30);
        var start = Engine.RandomNetwork(new Random(46), Shape(examples, 3), 0.3);

        EpochRecord last = NetworkTrainer.Train(
            start, examples, new TrainingOptions { Epochs = 3, Loss = loss }, validation: examples).History[^1];

        double[] y = [.. examples.Labels.ToArray().Select(label => (double)label)];
        double[] w = [.. Weights(examples).Select(weight => (double)weight)];
        double[] z = [.. loss.Constant(y, w).SelectMany(logit => Enumerable.Repeat(logit, y.Length))];
        double ofConstant = loss.CostAndDerivative(z, y, w, new double[z.Length]) / w.Sum();
        Assert.Equal(1 - (last.ValidationCost!.Value / ofConstant), last.ValidationMetric!.Value, 1e-12);
    }

    [Fact]
    public void AWildLabelMovesTheMeanAndNotTheMedian()
    {
        float[] labels = [1, 2, 3, 4, 1000];
        var examples = new TrainingSet(FeatureMatrix.FromRows<double>(new double[5], 1), labels);

        Assert.Equal(202, Constant(RegressionLoss.Squared), 1e-9);
        Assert.Equal(3, Constant(RegressionLoss.Absolute), 1e-6);
        // δ is 1 median absolute deviation of 1 in normal units.
        Assert.InRange(Constant(RegressionLoss.Huber()), 3, 4);

        double Constant(RegressionLoss loss)
        {
            var network = NetworkTrainer.Train(
                ShallowNetwork<double>.Initialize(
                    new NetworkShape(1, 0, outputLayer: OutputLayer.IdentitySquaredError), WeightInitialization.Zeros, 1),
                examples,
                new TrainingOptions { Optimizer = Optimizer.Lbfgs(), Epochs = 100, Loss = loss, ScaleTarget = true }).Network;
            return network.B2[0];
        }
    }

    [Fact]
    public void QuantilesStartAtThoseOfTheLabelsAndNeverCross()
    {
        float[] labels = [.. Enumerable.Range(1, 100).Select(i => (float)i)];
        var examples = new TrainingSet(FeatureMatrix.FromRows<double>(new double[100], 1), labels);
        RegressionLoss loss = RegressionLoss.Quantile(0.05, 0.5, 0.95);
        var shape = new NetworkShape(1, 0, outputLayer: loss.OutputLayer, outputs: loss.Outputs);

        var network = NetworkTrainer.Train(
            ShallowNetwork<double>.Initialize(shape, WeightInitialization.Zeros, 1), examples,
            new TrainingOptions { Epochs = 0, Loss = loss, ScaleTarget = true }).Network;

        AssertWithin([5, 50, 95], network.B2, 1e-12);
        double[] crossed = [7, -1, 3], ordered = new double[3];
        OutputFunction.Apply<double>(OutputLayer.Quantiles, crossed, ordered);
        Assert.Equal([-1, 3, 7], ordered);
        Assert.Equal(3, OutputFunction.Middle<double>(ordered));
        Assert.Equal(1, OutputFunction.Middle<double>(ordered.AsSpan(0, 2)));
    }

    [Theory]
    [InlineData("poisson", -1, "row 1 is -1; with loss poisson labels are counts of at least 0")]
    [InlineData("gamma", 0, "row 1 is 0; with loss gamma labels are above 0")]
    [InlineData("absolute", float.NaN, "row 1 is NaN; with loss absolute labels are finite")]
    public void LabelsThatTheLossDoesNotKnowAreRefused(string text, float label, string message)
    {
        var loss = RegressionLoss.Parse(text);
        var examples = new TrainingSet(FeatureMatrix.FromRows<double>([1, 2], 1), [1, label]);
        var network = ShallowNetwork<double>.Initialize(
            new NetworkShape(1, 0, outputLayer: loss.OutputLayer), WeightInitialization.Zeros, 1);
        var options = new TrainingOptions { Loss = loss };

        foreach (Action train in (Action[])[
            () => NetworkTrainer.Train(network, examples, options),
            () => NetworkTrainer.TrainFromBlocks(network, [examples], options)])
        {
            Assert.Contains(message, Assert.Throws<ArgumentException>(train).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void NumbersOutOfTheirRangeAreRefused()
    {
        AssertRefused<ArgumentOutOfRangeException>(RegressionLoss.Huber(0), "HuberDelta must be above 0");
        AssertRefused<ArgumentOutOfRangeException>(RegressionLoss.Huber(double.NaN), "HuberDelta must be above 0");
        AssertRefused<ArgumentOutOfRangeException>(RegressionLoss.Quantile(0.5, 1), "QuantileLevel must be above 0 and below 1");
        AssertRefused<ArgumentOutOfRangeException>(RegressionLoss.Quantile(0), "QuantileLevel must be above 0 and below 1");
        AssertRefused<ArgumentException>(RegressionLoss.Targets(2, RegressionLoss.Gamma), "Loss gamma is for one target");
        AssertRefused<ArgumentException>(RegressionLoss.Quantile(0.1, 0.1), "level 0.1 is given twice");
        AssertRefused<ArgumentException>(RegressionLoss.Quantile(0.9, 0.1), "0.1 comes after 0.9");
        AssertRefused<ArgumentException>(RegressionLoss.Quantile(), "0 quantile levels; there must be 1 to 128");

        static void AssertRefused<TError>(RegressionLoss loss, string message)
            where TError : ArgumentException
            => Assert.Contains(
                message, Assert.Throws<TError>(new TrainingOptions { Loss = loss }.Check).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ALossOfAnotherOutputLayerIsRefused()
    {
        var examples = new TrainingSet(FeatureMatrix.FromRows<double>([1, 2], 1), [1, 0]);

        AssertRefused(RegressionLoss.Poisson, new(1, 0), "Loss poisson needs a network of 1 Exponential outputs; this has 1 of SigmoidC");
        AssertRefused(
            RegressionLoss.Quantile(0.1, 0.9), new(1, 0, outputLayer: OutputLayer.Quantiles, outputs: 3), "quantile 0.1 0.9 needs");

        void AssertRefused(RegressionLoss loss, NetworkShape shape, string message) => Assert.Contains(
            message,
            Assert.Throws<ArgumentException>(() => NetworkTrainer.Train(
                ShallowNetwork<double>.Initialize(shape, WeightInitialization.Zeros, 1), examples,
                new TrainingOptions { Loss = loss })).Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void TextsAreReadBackInAnyCulture(string text)
    {
        CultureInfo culture = CultureInfo.CurrentCulture;
        try
        {
            var withCommas = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            withCommas.NumberFormat.NumberDecimalSeparator = ",";
            CultureInfo.CurrentCulture = withCommas;
            Assert.Equal(text, RegressionLoss.Parse(text).ToString());
            Assert.Equal(RegressionLoss.Parse(text), RegressionLoss.Parse(text));
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("huber")]
    [InlineData("huber 0")]
    [InlineData("quantile")]
    [InlineData("quantile 0.5 x")]
    [InlineData("quantile 0.5 0.5")]
    [InlineData("poisson 1")]
    [InlineData("targets 2")]
    [InlineData("targets x squared")]
    [InlineData("targets 0 squared")]
    [InlineData("targets 2 poisson")]
    [InlineData("targets 2 quantile 0.1 0.9")]
    [InlineData("targets 2 targets 2 squared")]
    public void OtherTextsAreRefused(string text)
        => Assert.Contains($"'{text}' is no loss", Assert.Throws<FormatException>(
            () => RegressionLoss.Parse(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void ACheckpointIsOfItsLoss()
    {
        TrainingSet examples = Examples(new Random(47), RegressionLoss.Absolute, rows: 20);
        var start = Engine.RandomNetwork(new Random(48), Shape(examples, 2), 0.3);
        TrainingCheckpoint? checkpoint = null;
        var options = new TrainingOptions
        {
            Epochs = 4, Loss = RegressionLoss.Huber(0.5), ScaleTarget = true, Checkpoint = saved => checkpoint ??= saved,
        };

        double[] whole = Engine.Values(NetworkTrainer.Train(start, examples, options).Network);
        options = options with { Checkpoint = null, ResumeFrom = checkpoint };

        Assert.Equal(whole, Engine.Values(NetworkTrainer.Train(start, examples, options).Network));
        Assert.Contains(
            "checkpoint is of a training with Loss huber 0.5; this has Loss absolute",
            Assert.Throws<ArgumentException>(() => NetworkTrainer.Train(
                start, examples, options with { Loss = RegressionLoss.Absolute })).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void PredictionsOfExponentialsArePositiveAndFinite()
    {
        float[] logits = [-1e9f, 0, 1e9f, float.NaN], predictions = new float[4];
        OutputFunction.Apply<float>(OutputLayer.Exponential, logits, predictions);

        Assert.Equal([OutputFunction.LeastProbability, 1, float.MaxValue, float.NaN], predictions);
    }

    /// <summary>Labels that the loss knows, around its functions of the features.</summary>
    private static TrainingSet Examples(Random random, RegressionLoss loss, int rows)
    {
        double[] features = [.. Enumerable.Range(0, rows * 4).Select(_ => Engine.Normal(random))];
        float[] labels = [.. Enumerable.Range(0, rows).Select(_ => loss switch
        {
            PoissonLoss => random.Next(5),
            GammaLoss => 0.1f + (3 * random.NextSingle()),
            _ => (float)(2 + (3 * Engine.Normal(random))),
        })];
        float[] weights = [.. Enumerable.Range(0, rows).Select(_ => 0.1f + (2 * random.NextSingle()))];
        return new TrainingSet(FeatureMatrix.FromRows<double>(features, 4), labels, weights).WithLoss(loss);
    }

    private static TrainingSet OfUserUnit(RegressionLoss loss, TrainingSet examples)
    {
        // δ is in the unit of the scaled target.
        TargetTransform target = loss.FitTargets([examples]).Single();
        return examples.WithLoss(loss is HuberLoss huber ? new HuberLoss(huber.Delta * target.Deviation) : loss);
    }

    private static NetworkShape Shape(TrainingSet examples, int hiddenUnits)
        => new(4, hiddenUnits, Activation.Tanh, examples.Loss!.OutputLayer, examples.Loss.Outputs);

    private static float[] Weights(TrainingSet examples)
        => [.. Enumerable.Range(0, examples.Rows).Select(examples.Weight)];

    private static double[] Predict(ShallowNetwork<double> network, TrainingSet examples)
    {
        double[] predictions = network.Logits(examples.Features);
        int outputs = network.Shape.Outputs;
        for (int start = 0; start < predictions.Length; start += outputs)
        {
            Span<double> example = predictions.AsSpan(start, outputs);
            OutputFunction.Apply<double>(network.Shape.OutputLayer, example, example);
        }

        return predictions;
    }
}
