using MlNetShallow.Training.Selection;

namespace MlNetShallow.Network.Tests.Training.Selection;

/// <summary>The temperature of the logits.</summary>
public class CalibrationTests
{
    [Theory]
    [InlineData(OutputLayer.SigmoidCrossEntropy, 3.0)]
    [InlineData(OutputLayer.SigmoidCrossEntropy, 0.7)]
    [InlineData(OutputLayer.SoftmaxCrossEntropy, 2.0)]
    public void ItIsThatOfTheLowestCost(OutputLayer outputLayer, double overconfidence)
    {
        NetworkShape shape = Engine.ShapeWith(1, 0, Activation.Relu, outputLayer, outputs: 3);
        var random = new Random(4);
        float[] labels = Engine.RandomLabels(random, 200, shape);
        var examples = new TrainingSet(FeatureMatrix.FromRows<float>(new float[200], 1), labels);
        Folds folds = Folds.Stratified(examples, shape, new CrossValidation(), seed: 1);
        var scores = new OutOfFold(shape, examples, folds);
        double[][] logits = [.. Enumerable.Range(0, 5).Select(fold => folds.HeldOut(fold).SelectMany(row =>
            Enumerable.Range(0, shape.Outputs).Select(k => overconfidence * Logit(row, k))).ToArray())];

        Calibration found = Calibration.Fit(calibration => scores.Mean(scores.Costs(logits, calibration)));

        double Cost(double temperature) => scores.Mean(scores.Costs(logits, new Calibration(temperature)));
        double best = Enumerable.Range(0, 3000).Select(i => 0.5 * Math.Pow(20, i / 2999.0)).MinBy(Cost);
        Assert.Equal(best, found.Temperature, 0.002 * best);
        Assert.InRange(found.Temperature, 0.51, 9.9);

        // Right about two of three, and sure of all.
        double Logit(int row, int k)
        {
            double noise = 0.5 * Engine.Normal(random);
            bool isRight = row % 3 != 0;
            return shape.Outputs == 1
                ? noise + (isRight == (labels[row] > 0.5) ? 1 : -1)
                : noise + (((int)labels[row] + (isRight ? 0 : 1)) % 3 == k ? 2 : 0);
        }
    }

    [Fact]
    public void BlindTrustIsNotTaken()
        => Assert.Equal(0.5, Calibration.Fit(calibration => calibration.Temperature).Temperature, 1e-3);

    [Theory]
    [InlineData(0)]
    [InlineData(4)]
    public void ItFoldsIntoTheLastLayer(int hiddenUnits)
    {
        var random = new Random(3);
        var shape = new NetworkShape(5, hiddenUnits, Activation.Tanh, OutputLayer.SoftmaxCrossEntropy, 3);
        ShallowNetwork<double> network = Engine.RandomNetwork(random, shape);
        FeatureMatrix features = FeatureMatrix.FromRows<double>(
            [.. Enumerable.Range(0, 35).Select(_ => Engine.Normal(random))], 5);
        NetworkParameters<double> parameters = network.CopyParameters();

        new Calibration(2.5).Fold(parameters);

        double[] expected = network.Logits(features), actual = new ShallowNetwork<double>(parameters).Logits(features);
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First / 2.5, pair.Second, 1e-12));
    }
}
