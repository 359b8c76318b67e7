using MlNetShallow.Engines;

namespace MlNetShallow.Network.Tests.Engines;

public class GradientSinkTests
{
    [Theory]
    [InlineData(3)] // fewer examples than units
    [InlineData(300)] // two blocks of examples
    public void EveryWeightOfTheFirstLayerIsAnnouncedOnceBeforeItComes(int rows)
    {
        // Two slices of features.
        var shape = new NetworkShape(1000, 9);
        var (_, examples) = Engine.RandomSparseExamples(new Random(9), rows, shape, density: 0.1, weighted: false);
        var sink = new Recorder(shape);

        new VectorizedEngine<double>().CostAndGradient(
            Engine.RandomNetwork(new Random(10), shape, 0.3).CopyParameters(), examples, Engine.All(examples), sink);

        int weights = shape.Inputs * shape.HiddenUnits;
        Assert.All(sink.Announced[..weights], times => Assert.Equal(1, times));
        Assert.All(sink.Accepted, times => Assert.Equal(1, times));
        Assert.False(sink.CameUnannounced);
    }

    private sealed class Recorder(NetworkShape shape) : IGradientSink<double>
    {
        public int[] Announced { get; } = new int[shape.ParameterCount];

        public int[] Accepted { get; } = new int[shape.ParameterCount];

        public bool CameUnannounced { get; private set; }

        public void Prefetch(int offset, int length)
        {
            for (int i = offset; i < offset + length; i++)
                Interlocked.Increment(ref Announced[i]);
        }

        public void Accept(int offset, ReadOnlySpan<double> gradient)
        {
            CameUnannounced |= offset < shape.Inputs * shape.HiddenUnits && Announced[offset] == 0;
            for (int i = offset; i < offset + gradient.Length; i++)
                Interlocked.Increment(ref Accepted[i]);
        }
    }
}
