namespace MlNetShallow.Network.Tests;

public class TrainingSetTests
{
    private static readonly FeatureMatrix<float> TwoRows = FeatureMatrix.FromRows<float>([1, 2, 3, 4], 2);

    [Fact]
    public void NoExamplesAreRefused()
        => Assert.Throws<ArgumentException>(() => new TrainingSet(FeatureMatrix.Create<float>(2), []));

    [Theory]
    [InlineData(new float[] { 1 }, "1 labels for 2")]
    [InlineData(new float[] { 1, 2 }, "A label is 2")]
    [InlineData(new float[] { float.NaN, 1 }, "A label is NaN")]
    public void WrongLabelsAreRefused(float[] labels, string message)
        => Assert.Contains(
            message, Assert.Throws<ArgumentException>(() => new TrainingSet(TwoRows, labels)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(new float[] { 1 }, "1 weights for 2")]
    [InlineData(new float[] { 1, -1 }, "A weight is -1")]
    [InlineData(new float[] { 1, float.NaN }, "A weight is NaN")]
    [InlineData(new float[] { 0, 0 }, "All weights are 0")]
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
            Assert.Throws<ArgumentException>(() => new TrainingSet(FeatureMatrix.FromRows<float>([1, 2, 3, value], 2), [0, 1])).Message,
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
