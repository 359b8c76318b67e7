namespace MlNetShallow.Network.Tests;

public class SparseFeatureMatrixTests
{
    [Theory]
    [InlineData(new[] { 2, 1 }, 2, "Index 1 follows 2; indices ascend")]
    [InlineData(new[] { 1, 1 }, 2, "Index 1 follows 1; indices ascend")]
    [InlineData(new[] { 0, 5 }, 2, "An index is 5; indices are 0 to 4")]
    [InlineData(new[] { -1, 0 }, 2, "An index is -1; indices are 0 to 4")]
    [InlineData(new[] { 0, 1 }, 1, "There are 2 indices for 1 values")]
    [InlineData(new[] { 0 }, 2, "There are 1 indices for 2 values")]
    public void AWrongRowIsRefused(int[] indices, int values, string message)
    {
        var matrix = FeatureMatrix.CreateSparse(5);
        var scorer = ShallowNetwork<float>.Initialize(new NetworkShape(5, 2), WeightInitialization.He, 1).CreateScorer();

        var added = Assert.Throws<ArgumentException>(() => matrix.AddRow(indices, new float[values]));
        var scored = Assert.Throws<ArgumentException>(() => scorer.Logit<float>(indices, new float[values]));

        Assert.Contains(message, added.Message, StringComparison.Ordinal);
        Assert.Contains(message, scored.Message, StringComparison.Ordinal);
        Assert.Equal(0, matrix.Rows);
    }

    [Fact]
    public void AtLeastOneColumnAndRowsOfThatManyAreAskedFor()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => FeatureMatrix.CreateSparse(0));
        Assert.Throws<ArgumentException>(() => FeatureMatrix.CreateSparse(3).AddDenseRow([1, 2]));
    }

    [Fact]
    public void ADenseRowIsStoredByItsNonZeros()
    {
        var matrix = FeatureMatrix.CreateSparse(5);
        matrix.AddDenseRow([0, 3, 0, float.NaN, -2]);

        Assert.Equal([1, 3, 4], matrix.Indices(0));
        Assert.Equal([3, float.NaN, -2], matrix.Values(0).ToArray());
        Assert.Equal(3, matrix.NonZeros);
        Assert.Equal([0, 3, 0, float.NaN, -2], matrix.ToDense().Row(0).ToArray());
    }

    [Fact]
    public void AMatrixGrowsOverItsBlocks()
    {
        // A block holds 131,072 values: three rows and a half of the first kind, and less than one of the second.
        int[] Indices(int row) => [.. Enumerable.Range(row, row == 5 ? 200_000 : 37_000)];
        var matrix = FeatureMatrix.CreateSparse(300_000);
        for (int row = 0; row < 10; row++)
            matrix.AddRow(Indices(row), [.. Indices(row).Select(index => (float)(index * (row + 1)))]);

        Assert.Equal(10, matrix.Rows);
        Assert.Equal((9 * 37_000) + 200_000, matrix.NonZeros);
        for (int row = 0; row < 10; row++)
        {
            Assert.Equal(Indices(row), matrix.Indices(row));
            Assert.Equal(Indices(row).Select(index => (float)(index * (row + 1))), matrix.Values(row).ToArray());
        }
    }
}
