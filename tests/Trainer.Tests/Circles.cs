using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlNetShallow.Trainer.Tests;

/// <summary>Points of the square from 0 to 1; the label is whether they lie within a circle. No straight line separates
/// them.</summary>
internal static class Circles
{
    public const int Count = 400;

    public static Point[] Points { get; } = [.. Draw(new Random(5), Count)];

    public static IDataView Singles(MLContext context) => context.Data.LoadFromEnumerable(Points);

    public static IDataView Bytes(MLContext context) => context.Data.LoadFromEnumerable(Points.Select(BytePoint.From));

    /// <summary>A trainer that learns them well, with the options as changed.</summary>
    public static ShallowNetworkBinaryTrainer Trainer(
        MLContext context, Action<ShallowNetworkBinaryTrainer.Options>? change = null)
        => context.BinaryClassification.Trainers.ShallowNetwork(Options(change));

    public static ShallowNetworkBinaryTrainer.Options Options(Action<ShallowNetworkBinaryTrainer.Options>? change = null)
    {
        var options = new ShallowNetworkBinaryTrainer.Options
        {
            NumberOfHiddenUnits = 8,
            Activation = Activation.Tanh,
            Initialization = WeightInitialization.Xavier,
            FeatureScaling = FeatureScaling.None,
            Optimizer = Optimizer.GradientDescent,
            L2Regularization = 0,
            LearningRate = 0.5,
            NumberOfEpochs = 200,
            BatchSize = 32,
        };
        change?.Invoke(options);
        return options;
    }

    private static IEnumerable<Point> Draw(Random random, int count)
    {
        for (int i = 0; i < count; i++)
        {
            // Whole 255ths, so that bytes hold the same points.
            byte x = (byte)random.Next(256), y = (byte)random.Next(256);
            double dx = (x / 255.0) - 0.5, dy = (y / 255.0) - 0.5;
            yield return new Point
            {
                Features = [x / 255f, y / 255f],
                Label = (dx * dx) + (dy * dy) < 0.16,
                Weight = 1,
            };
        }
    }
}

internal sealed class Point
{
    public bool Label { get; set; }

    [VectorType(2)]
    public float[] Features { get; set; } = [];

    public float Weight { get; set; }
}

internal sealed class BytePoint
{
    public bool Label { get; set; }

    [VectorType(2)]
    public byte[] Features { get; set; } = [];

    public static BytePoint From(Point point)
        => new() { Label = point.Label, Features = [.. point.Features.Select(value => (byte)MathF.Round(value * 255))] };
}

internal sealed class SparsePoint
{
    public bool Label { get; set; }

    [VectorType(2)]
    public VBuffer<float> Features { get; set; }

    /// <summary>The same point with its zeros left out.</summary>
    public static SparsePoint From(Point point)
    {
        int[] nonZero = [.. Enumerable.Range(0, 2).Where(i => point.Features[i] != 0)];
        return new()
        {
            Label = point.Label,
            Features = new VBuffer<float>(2, nonZero.Length, [.. nonZero.Select(i => point.Features[i])], nonZero),
        };
    }
}

internal sealed class Prediction
{
    public bool PredictedLabel { get; set; }

    public float Score { get; set; }

    public float Probability { get; set; }
}
