using MlNetShallow.Diagnostics;
using MlNetShallow.Training;

namespace MlNetShallow.Network.Tests;

public class TrainingSetTests
{
    private static readonly FeatureMatrix<float> TwoRows = FeatureMatrix.FromRows<float>([1, 2, 3, 4], 2);

    [Fact]
    public void NoExamplesAreRefused()
        => Assert.Throws<ArgumentException>(() => new TrainingSet(FeatureMatrix.Create<float>(2), []));

    [Fact]
    public void AnotherNumberOfLabelsIsRefused()
        => Assert.Contains(
            "1 labels for 2",
            Assert.Throws<ArgumentException>(() => new TrainingSet(TwoRows, [1])).Message,
            StringComparison.Ordinal);

    [Theory]
    [InlineData(OutputLayer.SigmoidCrossEntropy, 2, "row 1 is 2; with SigmoidCrossEntropy labels are between 0 and 1")]
    [InlineData(OutputLayer.SigmoidCrossEntropy, -0.1f, "row 1 is -0.1")]
    [InlineData(OutputLayer.SigmoidCrossEntropy, float.NaN, "row 1 is NaN")]
    [InlineData(
        OutputLayer.SoftmaxCrossEntropy, 3, "row 1 is 3; with SoftmaxCrossEntropy labels are the whole numbers of 0 to 2")]
    [InlineData(OutputLayer.SoftmaxCrossEntropy, -1, "row 1 is -1")]
    [InlineData(OutputLayer.SoftmaxCrossEntropy, 0.5f, "row 1 is 0.5")]
    [InlineData(OutputLayer.SoftmaxCrossEntropy, float.NaN, "row 1 is NaN")]
    [InlineData(OutputLayer.IdentitySquaredError, float.NaN, "row 1 is NaN; with IdentitySquaredError labels are finite")]
    [InlineData(OutputLayer.IdentitySquaredError, float.PositiveInfinity, "row 1 is Infinity")]
    public void ALabelThatTheOutputLayerDoesNotKnowIsRefusedWhereTrainingStarts(
        OutputLayer outputLayer, float label, string message)
    {
        var examples = new TrainingSet(TwoRows, [0, label]);
        var network = Engine.RandomNetwork(new Random(1), Engine.ShapeWith(2, 1, Activation.Tanh, outputLayer));

        foreach (Action use in (Action[])[
            () => NetworkTrainer.Train(network, examples, new TrainingOptions()), () => GradientCheck.Run(network, examples)])
        {
            Assert.Contains(message, Assert.Throws<ArgumentException>(use).Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(OutputLayer.SigmoidCrossEntropy, new float[] { 0.25f, 1 })]
    [InlineData(OutputLayer.SoftmaxCrossEntropy, new float[] { 2, 0 })]
    [InlineData(OutputLayer.IdentitySquaredError, new float[] { -1e30f, 7 })]
    public void ALabelThatItKnowsIsTaken(OutputLayer outputLayer, float[] labels)
        => new TrainingSet(TwoRows, labels).CheckLabels(Engine.ShapeWith(2, 1, Activation.Tanh, outputLayer));

    [Theory]
    [InlineData(new float[] { 1 }, "1 weights for 2")]
    [InlineData(new float[] { 1, -1 }, "A weight is -1")]
    [InlineData(new float[] { 1, float.NaN }, "A weight is NaN")]
    public void WrongWeightsAreRefused(float[] weights, string message)
        => Assert.Contains(
            message,
            Assert.Throws<ArgumentException>(() => new TrainingSet(TwoRows, [0, 1], weights)).Message,
            StringComparison.Ordinal);

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.NegativeInfinity)]
    public void FeaturesThatAreNoNumbersAreRefused(float value)
        => Assert.Contains(
            "A feature is NaN or infinite",
            Assert.Throws<ArgumentException>(
                () => new TrainingSet(FeatureMatrix.FromRows<float>([1, 2, 3, value], 2), [0, 1])).Message,
            StringComparison.Ordinal);

    [Fact]
    public void ASetIsAsLargeAsItWasWhenItWasMade()
    {
        FeatureMatrix<float> features = FeatureMatrix.FromRows<float>([1, 2, 3, 4], 2);
        var examples = new TrainingSet(features, [0, 1]);

        features.AddRow();

        Assert.Equal(2, examples.Rows);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(2)]
    public void ARowThatIsNotThereIsRefused(int row)
        => Assert.Throws<ArgumentOutOfRangeException>(() => TwoRows.Row(row).Length);

    [Fact]
    public void RowsOfAnotherLengthAreRefused()
        => Assert.Throws<ArgumentException>(() => FeatureMatrix.FromRows<float>([1, 2, 3], 2));

    [Fact]
    public void AMatrixGrowsOverItsBlocks()
    {
        // 100,000 columns of single precision fill a block of 1 MB with two rows.
        var matrix = FeatureMatrix.Create<float>(100_000);
        for (int row = 0; row < 7; row++)
            matrix.AddRow()[99_999] = row;

        Assert.Equal(7, matrix.Rows);
        for (int row = 0; row < 7; row++)
            Assert.Equal(row, matrix.Row(row)[99_999]);
    }
}
