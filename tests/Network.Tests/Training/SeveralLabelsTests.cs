using MlNetShallow.Training;
using MlNetShallow.Training.Selection;
using static MlNetShallow.Network.Tests.Closeness;

namespace MlNetShallow.Network.Tests.Training;

/// <summary>
/// Examples of several labels. Without hidden units the outputs share nothing, so that a network of K targets is K linear
/// regressions, and one of K labels K logistic ones, each with the K-th part of the learning rate and K times the penalty: what
/// trains one label is the oracle of what trains several.
/// </summary>
public class SeveralLabelsTests
{
    private const int Labels = 3, Inputs = 6;

    public static MatrixTheoryData<OutputLayer, string, TrainingForm> LinearTrainings => new(
        [OutputLayer.Targets, OutputLayer.Labels], ["gradient descent", "nesterov, batches"], Enum.GetValues<TrainingForm>());

    [Theory]
    [MemberData(nameof(LinearTrainings))]
    public void WithoutHiddenUnitsItIsANetworkForEachLabel(OutputLayer outputLayer, string name, TrainingForm form)
    {
        const double Rate = 0.3, L2 = 0.05;
        var random = new Random(71);
        var shape = new NetworkShape(Inputs, 0, outputLayer: outputLayer, outputs: Labels);
        var examples = Engine.RandomExamples(random, 23, shape, weighted: true);
        var start = Engine.RandomNetwork(random, shape);
        var options = new TrainingOptions
        {
            Optimizer = name.StartsWith("nesterov", StringComparison.Ordinal) ? Optimizer.Nesterov() : Optimizer.GradientDescent,
            BatchSize = name.EndsWith("batches", StringComparison.Ordinal) ? 5 : 0,
            LearningRate = Rate,
            L2Regularization = L2,
            Epochs = 9,
            FeatureScaling = FeatureScaling.MeanVariance,
            ScaleTarget = outputLayer == OutputLayer.Targets,
            Form = form,
        };

        var together = NetworkTrainer.Train(start, examples, options, validation: examples);

        TrainingResult<double>[] alone = [.. Enumerable.Range(0, Labels).Select(k => NetworkTrainer.Train(
            OnlyLabel(start, k), OnlyLabel(examples, k),
            options with { LearningRate = Rate / Labels, L2Regularization = L2 * Labels },
            validation: OnlyLabel(examples, k)))];
        AssertClose(
            [.. alone.SelectMany(one => one.Network.W2.ToArray()), .. alone.SelectMany(one => one.Network.B2.ToArray())],
            Engine.Values(together.Network), 1e-10);
        for (int epoch = 0; epoch < options.Epochs; epoch++)
        {
            Assert.Equal(
                alone.Average(one => one.History[epoch].ValidationMetric!.Value),
                together.History[epoch].ValidationMetric!.Value, 1e-10);
            // Targets have a unit each, so that their costs are those of scaled ones.
            if (outputLayer == OutputLayer.Labels)
            {
                Assert.Equal(alone.Average(one => one.History[epoch].Cost), together.History[epoch].Cost, 1e-10);
                Assert.Equal(
                    alone.Average(one => one.History[epoch].ValidationCost!.Value),
                    together.History[epoch].ValidationCost!.Value, 1e-10);
            }
        }
    }

    [Theory]
    [InlineData(OutputLayer.Targets, "squared")]
    [InlineData(OutputLayer.Targets, "huber 0.5")]
    [InlineData(OutputLayer.Targets, "absolute")]
    [InlineData(OutputLayer.Targets, "quantile 0.3")]
    [InlineData(OutputLayer.Labels, null)]
    public void EveryFormTakesThePathOfTheReferenceEngine(OutputLayer outputLayer, string? loss)
    {
        var random = new Random(72);
        var shape = new NetworkShape(20, [5, 4], Activation.Tanh, outputLayer, Labels);
        var (sparse, dense) = Engine.RandomSparseExamples(random, 13, shape, density: 0.4, weighted: true);
        var options = new TrainingOptions
        {
            Epochs = 8,
            LearningRate = 0.2,
            Optimizer = Optimizer.Momentum(),
            L2Regularization = 0.01,
            BatchSize = 5,
            Loss = loss is null ? null : RegressionLoss.Targets(Labels, RegressionLoss.Parse(loss)),
            ScaleTarget = loss is not null,
        };

        Engines.ReferenceTraining.AssertMatched(Engine.RandomNetwork(random, shape, 0.3), dense, sparse, options);
    }

    [Theory]
    [InlineData(OutputLayer.Targets)]
    [InlineData(OutputLayer.Labels)]
    public void LbfgsAndAdamFitWhatCanBeFitted(OutputLayer outputLayer)
    {
        var random = new Random(73);
        var shape = new NetworkShape(Inputs, 8, Activation.Tanh, outputLayer, Labels);
        var examples = Learnable(random, 60, outputLayer, units: [1, 1, 1]);
        var start = ShallowNetwork<double>.Initialize(shape, WeightInitialization.Xavier, 1);
        foreach (TrainingOptions options in (TrainingOptions[])[
            new() { Optimizer = Optimizer.Lbfgs(), Epochs = 80, Form = TrainingForm.Gram },
            new() { Optimizer = Optimizer.Lbfgs(), Epochs = 80, Form = TrainingForm.Ordinary },
            new() { Optimizer = Optimizer.Adam(), Epochs = 300, LearningRate = 0.05 }])
        {
            var trained = NetworkTrainer.Train(start, examples, options, validation: examples);
            Assert.True(trained.History[^1].ValidationMetric > 0.99, $"{options.Optimizer}: {trained.History[^1].ValidationMetric}");
        }
    }

    // Without scaling the second target would be all there is to the cost.
    [Theory]
    [InlineData("squared")]
    [InlineData("absolute")]
    public void TargetsOfAnyUnitAreLearnt(string loss)
    {
        var random = new Random(74);
        float[] units = [1e-6f, 1e6f, 1];
        var examples = Learnable(random, 80, OutputLayer.Targets, units);
        var shape = new NetworkShape(Inputs, 0, outputLayer: OutputLayer.Targets, outputs: Labels);
        var options = new TrainingOptions
        {
            Optimizer = Optimizer.Lbfgs(), Epochs = 60, ScaleTarget = true,
            Loss = RegressionLoss.Targets(Labels, RegressionLoss.Parse(loss)),
        };

        var trained = NetworkTrainer.Train(
            ShallowNetwork<double>.Initialize(shape, WeightInitialization.Zeros, 1), examples, options).Network;

        double[] predictions = trained.Logits(examples.Features);
        for (int k = 0; k < Labels; k++)
        {
            for (int row = 0; row < examples.Rows; row++)
                Assert.Equal(examples.Label(row, k), predictions[(row * Labels) + k], 0.05 * units[k]);
        }

        // A warm start knows all that was learnt.
        var again = NetworkTrainer.Train(
            trained, examples, options with { Epochs = 0, IsWarmStart = true }).Network;
        AssertRelative(Engine.Values(trained), Engine.Values(again));
    }

    [Theory]
    [InlineData(OutputLayer.Targets)]
    [InlineData(OutputLayer.Labels)]
    public void BlocksGiveWhatOneSetGives(OutputLayer outputLayer)
    {
        var random = new Random(75);
        var shape = new NetworkShape(Inputs, 4, Activation.Tanh, outputLayer, Labels);
        var examples = Engine.RandomExamples(random, 50, shape, weighted: true);
        int[] rows = [.. Enumerable.Range(0, 50)];
        TrainingSet[] blocks = [examples.Select(rows[..17]), examples.Select(rows[17..40]), examples.Select(rows[40..])];
        var start = Engine.RandomNetwork(random, shape, 0.3);
        var options = new TrainingOptions
        {
            Epochs = 12, Optimizer = Optimizer.Lbfgs(), ScaleTarget = outputLayer == OutputLayer.Targets,
            EarlyStopping = new EarlyStopping(20, ValidationFraction: 0.2), Form = TrainingForm.Ordinary,
        };

        var whole = NetworkTrainer.Train(start, examples, options);
        var inBlocks = NetworkTrainer.TrainFromBlocks(start, blocks, options);

        AssertClose([.. whole.History.Costs], [.. inBlocks.History.Costs], 1e-9);
        AssertClose(
            [.. whole.History.Select(epoch => epoch.ValidationMetric!.Value)],
            [.. inBlocks.History.Select(epoch => epoch.ValidationMetric!.Value)], 1e-8);
    }

    /// <summary>Where features tell nothing, cross-validation comes to guessing: by the mean of each target in units of its
    /// deviation, or by the share of each label.</summary>
    [Theory]
    [InlineData(OutputLayer.Targets)]
    [InlineData(OutputLayer.Labels)]
    public void CrossValidationKnowsTheCostOfGuessing(OutputLayer outputLayer)
    {
        var random = new Random(76);
        float[] labels = [.. Enumerable.Range(0, 100 * 2).Select(i => outputLayer == OutputLayer.Labels
            ? (i % 2 == 0 ? (i < 50 ? 1f : 0) : (i < 100 ? 1f : 0))
            : (float)((i % 2 == 0 ? 1 : 1000) * Engine.Normal(random)))];
        double[] features = [.. Enumerable.Range(0, 100 * Inputs).Select(_ => Engine.Normal(random))];
        var examples = TrainingSet.OfSeveralLabels(FeatureMatrix.FromRows<double>(features, Inputs), labels, 2);
        var options = new TrainingOptions
        {
            CrossValidation = new CrossValidation(), L2Regularization = 0.1, Optimizer = Optimizer.Lbfgs(), Epochs = 30,
            ScaleTarget = outputLayer == OutputLayer.Targets,
        };

        var trained = NetworkTrainer.Train(
            ShallowNetwork<double>.Initialize(
                new NetworkShape(Inputs, 3, Activation.Tanh, outputLayer, 2), WeightInitialization.Xavier, 1),
            examples, options);

        // Labels are true in 1 of 4 and in 1 of 2 rows; of scaled targets half the variance is a half.
        double quarter = -(0.25 * Math.Log(0.25)) - (0.75 * Math.Log(0.75));
        double expected = outputLayer == OutputLayer.Labels ? (quarter + Math.Log(2)) / 2 : 0.5;
        Assert.Equal(expected, trained.CrossValidation!.CostOfGuessing, 0.02);
        Assert.InRange(trained.CrossValidation.Cost, 0.9 * expected, 1.1 * expected);
    }

    [Theory]
    [InlineData(OutputLayer.Targets)]
    [InlineData(OutputLayer.Labels)]
    public void ACheckpointIsResumed(OutputLayer outputLayer)
    {
        var random = new Random(77);
        var shape = new NetworkShape(Inputs, 4, Activation.Tanh, outputLayer, Labels);
        var examples = Engine.RandomExamples(random, 30, shape, weighted: false);
        var start = Engine.RandomNetwork(random, shape, 0.3);
        TrainingCheckpoint? checkpoint = null;
        var options = new TrainingOptions
        {
            Epochs = 4, Optimizer = Optimizer.Adam(), BatchSize = 7, ScaleTarget = outputLayer == OutputLayer.Targets,
            Checkpoint = saved => checkpoint ??= saved,
        };

        double[] whole = Engine.Values(NetworkTrainer.Train(start, examples, options).Network);
        double[] resumed = Engine.Values(NetworkTrainer.Train(
            start, examples, options with { Checkpoint = null, ResumeFrom = checkpoint }).Network);

        Assert.Equal(whole, resumed);
    }

    [Fact]
    public void ProbabilitiesOfLabelsAreThoseOfEachAlone()
    {
        double[] logits = [0, Math.Log(3), -800], probabilities = new double[3];
        OutputFunction.Apply<double>(OutputLayer.Labels, logits, probabilities);

        AssertWithin([0.5, 0.75, 2.2250738585072014e-308], probabilities, 1e-15);
    }

    [Fact]
    public void ConstantsAndMeansAreThoseOfEachTarget()
    {
        RegressionLoss loss = RegressionLoss.Targets(2, RegressionLoss.Absolute);
        float[] labels = [1, 10, 2, 40, 30, 20];

        Assert.Equal([2, 20], loss.BestConstant(labels));
        // |1 − 2| + |2 − 2| + |30 − 2| and |10 − 20| + |40 − 20| + |20 − 20|, over 3 examples of 2 targets.
        Assert.Equal((29 + 30) / 6.0, loss.Mean([2, 20, 2, 20, 2, 20], labels), 1e-12);
        Assert.Throws<ArgumentException>(() => loss.BestConstant([1, 2, 3]));
        Assert.Throws<ArgumentException>(() => loss.Mean([2, 20], labels));
    }

    [Fact]
    public void OtherNumbersOfLabelsAreRefused()
    {
        var features = FeatureMatrix.FromRows<double>([1, 2, 3], 1);
        Assert.Contains(
            "5 labels for 3 examples of 2 labels each",
            Assert.Throws<ArgumentException>(() => TrainingSet.OfSeveralLabels(features, new float[5], 2)).Message,
            StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => TrainingSet.OfSeveralLabels(features, [], 0));

        AssertRefused(
            TrainingSet.OfSeveralLabels(features, new float[6], 2), OutputLayer.Targets, 3,
            "of 3 Targets outputs, learns from 3 label(s) an example; these examples have 2");
        AssertRefused(new TrainingSet(features, [0, 1, 0]), OutputLayer.Labels, 2, "from 2 label(s) an example; these examples have 1");
        AssertRefused(
            TrainingSet.OfSeveralLabels(features, new float[6], 2), OutputLayer.SigmoidCrossEntropy, 1,
            "from 1 label(s) an example; these examples have 2");
    }

    [Fact]
    public void LabelsThatTheOutputsDoNotKnowAreRefused()
    {
        var features = FeatureMatrix.FromRows<double>([1, 2], 1);
        AssertRefused(
            TrainingSet.OfSeveralLabels(features, [0, 1, 1, 2], 2), OutputLayer.Labels, 2,
            "Label 1 in row 1 is 2; with Labels labels are between 0 and 1");
        AssertRefused(
            TrainingSet.OfSeveralLabels(features, [0, 1, float.NaN, 2], 2), OutputLayer.Targets, 2,
            "Label 0 in row 1 is NaN; with loss targets 2 squared labels are finite");
    }

    [Fact]
    public void WhatIsForOneLabelIsRefused()
    {
        var features = FeatureMatrix.FromRows<double>([1, 2], 1);
        var examples = TrainingSet.OfSeveralLabels(features, [0, 1, 1, 0], 2);
        AssertRefused(
            examples, OutputLayer.Labels, 2, "ClassWeights Balanced need one class an example",
            new() { ClassWeights = ClassWeights.Balanced });
        AssertRefused(
            examples, OutputLayer.Labels, 2, "ScaleTarget needs a target that is a number", new() { ScaleTarget = true });
        AssertRefused(
            examples, OutputLayer.Targets, 2, "Loss huber 1 needs a network of 1", new() { Loss = RegressionLoss.Huber() });
    }

    private static void AssertRefused(
        TrainingSet examples, OutputLayer outputLayer, int outputs, string message, TrainingOptions? options = null)
    {
        var network = ShallowNetwork<double>.Initialize(
            new NetworkShape(1, 0, outputLayer: outputLayer, outputs: outputs), WeightInitialization.Zeros, 1);
        options ??= new();
        foreach (Action train in (Action[])[
            () => NetworkTrainer.Train(network, examples, options),
            () => NetworkTrainer.TrainFromBlocks(network, [examples], options)])
        {
            Assert.Contains(message, Assert.Throws<ArgumentException>(train).Message, StringComparison.Ordinal);
        }
    }

    /// <summary>Labels that are linear in the features, in given units, or true where that is above 0.</summary>
    private static TrainingSet Learnable(Random random, int rows, OutputLayer outputLayer, float[] units)
    {
        double[] features = [.. Enumerable.Range(0, rows * Inputs).Select(_ => Engine.Normal(random))];
        var labels = new List<float>();
        for (int row = 0; row < rows; row++)
        {
            for (int k = 0; k < Labels; k++)
            {
                double value = features[(row * Inputs) + k] - features[(row * Inputs) + k + 1] + (k + 1);
                labels.Add(outputLayer == OutputLayer.Labels ? (value > k + 1 ? 1 : 0) : (float)value * units[k]);
            }
        }

        return TrainingSet.OfSeveralLabels(FeatureMatrix.FromRows<double>(features, Inputs), [.. labels], Labels);
    }

    private static ShallowNetwork<double> OnlyLabel(ShallowNetwork<double> network, int k)
    {
        var parameters = new NetworkParameters<double>(network.Shape.OfOneLabel);
        network.W2.Slice(k * Inputs, Inputs).CopyTo(parameters.W2);
        parameters.B2[0] = network.B2[k];
        return new ShallowNetwork<double>(parameters);
    }

    private static TrainingSet OnlyLabel(TrainingSet examples, int k) => new(
        examples.Features,
        [.. Engine.All(examples).Select(row => examples.Label(row, k))],
        [.. Engine.All(examples).Select(examples.Weight)]);

    private static void AssertRelative(double[] expected, double[] actual)
    {
        for (int i = 0; i < expected.Length; i++)
            Assert.Equal(1, expected[i] == 0 ? 1 + actual[i] : actual[i] / expected[i], 1e-6);
    }
}
