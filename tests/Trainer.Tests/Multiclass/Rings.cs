using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlNetShallow.Trainer.Tests.Multiclass;

/// <summary>Points of the square from 0 to 1; the class is how far they lie from its middle. Straight lines do not part
/// them.</summary>
internal static class Rings
{
    public const int Count = 600;

    public static readonly string[] Classes = ["inner", "ring", "outer"];

    public static RingPoint[] Points { get; } = [.. Draw(new Random(5), Count)];

    /// <summary>The points with their classes as keys, numbered as they first come.</summary>
    public static IDataView Singles(MLContext context) => WithKeys(context, context.Data.LoadFromEnumerable(Points));

    public static IDataView Bytes(MLContext context)
        => WithKeys(context, context.Data.LoadFromEnumerable(Points.Select(RingBytes.From)));

    public static IDataView WithKeys(MLContext context, IDataView data)
        => context.Transforms.Conversion.MapValueToKey("Label", "Class").Fit(data).Transform(data);

    /// <summary>A trainer that learns them well, with the options as changed.</summary>
    public static ShallowNetworkMulticlassTrainer Trainer(
        MLContext context, Action<ShallowNetworkMulticlassTrainer.Options>? change = null)
    {
        var options = new ShallowNetworkMulticlassTrainer.Options
        {
            NumberOfHiddenUnits = 12,
            Activation = Activation.Tanh,
            Initialization = WeightInitialization.Xavier,
            Optimizer = Optimizer.Adam(),
            L2Regularization = 0,
            LearningRate = 0.02,
            NumberOfEpochs = 100,
            BatchSize = 16,
        };
        change?.Invoke(options);
        return context.MulticlassClassification.Trainers.ShallowNetwork(options);
    }

    private static IEnumerable<RingPoint> Draw(Random random, int count)
    {
        for (int i = 0; i < count; i++)
        {
            // Whole 255ths, so that bytes hold the same points.
            byte x = (byte)random.Next(256), y = (byte)random.Next(256);
            double dx = (x / 255.0) - 0.5, dy = (y / 255.0) - 0.5, distance = Math.Sqrt((dx * dx) + (dy * dy));
            yield return new RingPoint
            {
                Features = [x / 255f, y / 255f],
                Class = Classes[distance < 0.25 ? 0 : distance < 0.42 ? 1 : 2],
                Weight = 1,
            };
        }
    }
}

internal sealed class RingPoint
{
    public string Class { get; set; } = "";

    [VectorType(2)]
    public float[] Features { get; set; } = [];

    public float Weight { get; set; }
}

internal sealed class RingBytes
{
    public string Class { get; set; } = "";

    [VectorType(2)]
    public byte[] Features { get; set; } = [];

    public static RingBytes From(RingPoint point)
        => new() { Class = point.Class, Features = [.. point.Features.Select(value => (byte)MathF.Round(value * 255))] };
}

internal sealed class ClassPrediction
{
    public uint PredictedLabel { get; set; }

    public float[] Score { get; set; } = [];
}
