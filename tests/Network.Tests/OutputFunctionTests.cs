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

    [Fact]
    public void OfAMissingFeatureComesNaN()
    {
        float[] logits = [1, float.NaN, 2];

        OutputFunction.Apply(OutputLayer.SoftmaxCrossEntropy, logits, logits);

        Assert.All(logits, value => Assert.True(float.IsNaN(value)));
    }

    [Fact]
    public void AnotherNumberOfOutputsIsRefused()
        => Assert.Throws<ArgumentException>(
            () => OutputFunction.Apply<float>(OutputLayer.SoftmaxCrossEntropy, [1, 2], new float[3]));
}
