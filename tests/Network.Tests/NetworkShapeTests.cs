using MlNetShallow.Diagnostics;

namespace MlNetShallow.Network.Tests;

public class NetworkShapeTests
{
    [Fact]
    public void TheLayersAreThoseOfTheNotes()
    {
        var shape = new NetworkShape(12288, [20, 7, 5]);
        var parameters = new NetworkParameters<float>(shape);

        Assert.Equal([12288, 20, 7, 5, 1], Enumerable.Range(0, shape.Layers + 1).Select(shape.Units));
        Assert.Equal((12288 * 20) + 20 + (20 * 7) + 7 + (7 * 5) + 5 + 5 + 1, shape.ParameterCount);
        Assert.Equal((20, 5), (shape.HiddenUnits, shape.OutputFanIn));
        int offset = 0;
        for (int layer = 1; layer <= 4; layer++)
        {
            Assert.True(parameters.W(layer) == parameters.Values.Slice(offset, shape.Units(layer) * shape.Units(layer - 1)));
            offset += parameters.W(layer).Length;
            Assert.True(parameters.B(layer) == parameters.Values.Slice(offset, shape.Units(layer)));
            offset += parameters.B(layer).Length;
        }

        Assert.Equal(shape.ParameterCount, offset);
        Assert.True(parameters.OutputWeights == parameters.W(4) && parameters.OutputBiases == parameters.B(4));
        Assert.True(parameters.W1 == parameters.W(1) && parameters.B2 == parameters.B(2));
        Assert.Throws<ArgumentOutOfRangeException>(() => parameters.W(0).Length);
        Assert.Throws<ArgumentOutOfRangeException>(() => parameters.B(5).Length);
        Assert.Throws<ArgumentOutOfRangeException>(() => shape.Units(5));
    }

    [Fact]
    public void WithoutHiddenLayersTheOutputsAreTheOnlyOne()
    {
        var shape = new NetworkShape(4, []);
        var parameters = new NetworkParameters<double>(shape);

        Assert.Equal(new NetworkShape(4, 0), shape);
        Assert.Equal((1, 0, 4), (shape.Layers, shape.HiddenUnits, shape.OutputFanIn));
        Assert.Empty(shape.HiddenLayers);
        Assert.True(parameters.W1.IsEmpty && parameters.B1.IsEmpty);
        Assert.True(parameters.W2 == parameters.W(1) && parameters.B2 == parameters.B(1));
    }

    [Fact]
    public void ShapesOfTheSameLayersAreEqual()
    {
        Assert.Equal(new NetworkShape(3, [4, 5]), new NetworkShape(3, [4, 5]));
        Assert.Equal(new NetworkShape(3, [4, 5]).GetHashCode(), new NetworkShape(3, [4, 5]).GetHashCode());
        Assert.Equal(new NetworkShape(3, 4), new NetworkShape(3, [4]));
        Assert.NotEqual(new NetworkShape(3, [4, 5]), new NetworkShape(3, [4, 6]));
        Assert.NotEqual(new NetworkShape(3, [4, 5]), new NetworkShape(3, [4]));
        Assert.Contains("HiddenLayers = 4-5,", new NetworkShape(3, [4, 5]).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void TheLayersGivenAreCopied()
    {
        int[] layers = [4, 5];
        var shape = new NetworkShape(3, layers);

        layers[0] = 9;

        Assert.Equal([4, 5], shape.HiddenLayers);
    }

    public static TheoryData<int[], string> ImpossibleLayers => new()
    {
        { [20, 0, 5], "Hidden layer 2 of 3 has 0 units; each has at least 1" },
        { [0, 5], "Hidden layer 1 of 2 has 0 units" },
        { [5, -1], "Hidden layer 2 of 2 has -1 units" },
        { [-1], "non-negative" },
        { [.. Enumerable.Repeat(2, 65)], "There are 65 hidden layers; a network has at most 64." },
        { [1 << 22, 1], "4194304 hidden units and as many outputs fit in memory" },
        { [50_000, 50_000], "3 inputs, 50000-50000 hidden units and 1 outputs make 2500300001 parameters" },
        { [.. Enumerable.Repeat(int.MaxValue, 64)], "fit in memory" },
    };

    [Theory]
    [MemberData(nameof(ImpossibleLayers))]
    public void ImpossibleLayersAreNamed(int[] hiddenLayers, string message)
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => new NetworkShape(3, hiddenLayers));

        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.Equal("hiddenUnits", error.ParamName);
    }

    [Fact]
    public void SixtyFourLayersLearn()
    {
        var start = ShallowNetwork<double>.Initialize(
            new NetworkShape(2, [.. Enumerable.Repeat(3, 64)], Activation.Tanh), WeightInitialization.Xavier, 1);

        var check = GradientCheck.Run(start, Engine.RandomExamples(new Random(1), 5, start.Shape, weighted: true));

        Assert.InRange(check.RelativeError, 0, 1e-7);
        Assert.Contains(check.Analytic, derivative => Math.Abs(derivative) > 1e-3);
    }
}
