namespace MlNetShallow.Network.Tests;

public class OutputFunctionTests
{
    [Theory]
    [InlineData(OutputLayer.SigmoidCrossEntropy, new double[] { 1.0986122886681098 }, new double[] { 0.75 })]
    [InlineData(OutputLayer.IdentitySquaredError, new double[] { -7.5 }, new double[] { -7.5 })]
    [InlineData(OutputLayer.SoftmaxCrossEntropy, new double[] { 0, 1.0986122886681098, 0 }, new double[] { 0.2, 0.6, 0.2 })]
    [InlineData(OutputLayer.SoftmaxCrossEntropy, new double[] { -1e308, 1e308 }, new double[] { 0, 1 })]
    [InlineData(OutputLayer.SoftmaxCrossEntropy, new double[] { -1e5, -1e5 }, new double[] { 0.5, 0.5 })]
    public void LogitsBecomePredictions(OutputLayer outputLayer, double[] logits, double[] expected)
    {
        var outputs = new double[logits.Length];
        var singles = new float[logits.Length];

        OutputFunction.Apply(outputLayer, logits, outputs);
        OutputFunction.Apply<float>(outputLayer, [.. logits.Select(z => (float)Math.Clamp(z, -1e38, 1e38))], singles);

        for (int i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i], outputs[i], 1e-15);
            Assert.Equal(expected[i], singles[i], 1e-7);
        }
    }

    [Theory]
    [InlineData(OutputLayer.SigmoidCrossEntropy, new float[] { 30 })]
    [InlineData(OutputLayer.SigmoidCrossEntropy, new float[] { -200 })]
    [InlineData(OutputLayer.SigmoidCrossEntropy, new float[] { float.MaxValue })]
    [InlineData(OutputLayer.SigmoidCrossEntropy, new float[] { float.MinValue })]
    [InlineData(OutputLayer.SigmoidCrossEntropy, new float[] { float.PositiveInfinity })]
    [InlineData(OutputLayer.SigmoidCrossEntropy, new float[] { float.NegativeInfinity })]
    [InlineData(OutputLayer.SoftmaxCrossEntropy, new float[] { 0, 30, -200 })]
    [InlineData(OutputLayer.SoftmaxCrossEntropy, new float[] { float.MinValue, float.MaxValue })]
    public void AProbabilityIsStrictlyBetween0And1(OutputLayer outputLayer, float[] logits)
    {
        ArgumentNullException.ThrowIfNull(logits);
        var singles = new float[logits.Length];
        var doubles = new double[logits.Length];

        OutputFunction.Apply<float>(outputLayer, logits, singles);
        OutputFunction.Apply<double>(outputLayer, [.. logits.Select(z => 10.0 * z)], doubles);

        Assert.All(singles, p => Assert.True(p is > 0 and < 1 && float.IsNormal(p) && float.IsFinite(MathF.Log(1 - p))));
        Assert.All(doubles, p => Assert.True(p is > 0 and < 1 && double.IsNormal(p) && double.IsFinite(Math.Log(1 - p))));
    }

    [Fact]
    public void TheBoundsAreTheNumbersNextTo0And1()
    {
        Assert.Equal(OutputFunction.LeastProbability, MathF.ScaleB(1, -126));
        Assert.Equal(OutputFunction.LargestProbability, MathF.BitDecrement(1));
    }

    [Fact]
    public void OfAMissingFeatureComesNaN()
    {
        float[] logits = [1, float.NaN, 2];

        OutputFunction.Apply(OutputLayer.SoftmaxCrossEntropy, logits, logits);

        Assert.All(logits, value => Assert.True(float.IsNaN(value)));

        logits = [float.NaN];
        OutputFunction.Apply(OutputLayer.SigmoidCrossEntropy, logits, logits);
        Assert.True(float.IsNaN(logits[0]));
    }

    [Fact]
    public void AnotherNumberOfOutputsIsRefused()
        => Assert.Throws<ArgumentException>(
            () => OutputFunction.Apply<float>(OutputLayer.SoftmaxCrossEntropy, [1, 2], new float[3]));
}
