using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlNetShallow.Trainer.Tests.Regression;

/// <summary>A wave over the square from 0 to 1, which no plane comes near.</summary>
internal static class Waves
{
    public const int Count = 500;

    public static WavePoint[] Points { get; } = [.. Draw(new Random(5), Count)];

    public static IDataView Singles(MLContext context) => context.Data.LoadFromEnumerable(Points);

    public static IDataView Bytes(MLContext context) => context.Data.LoadFromEnumerable(Points.Select(WaveBytes.From));

    /// <summary>A trainer that learns it well, with the options as changed.</summary>
    public static ShallowNetworkRegressionTrainer Trainer(
        MLContext context, Action<ShallowNetworkRegressionTrainer.Options>? change = null)
    {
        var options = new ShallowNetworkRegressionTrainer.Options
        {
            NumberOfHiddenUnits = 16,
            Activation = Activation.Tanh,
            Initialization = WeightInitialization.Xavier,
            Optimizer = Optimizer.Adam(),
            L2Regularization = 0,
            LearningRate = 0.02,
            NumberOfEpochs = 150,
            BatchSize = 16,
        };
        change?.Invoke(options);
        return context.Regression.Trainers.ShallowNetwork(options);
    }

    private static IEnumerable<WavePoint> Draw(Random random, int count)
    {
        for (int i = 0; i < count; i++)
        {
            // Whole 255ths, so that bytes hold the same points.
            float x = random.Next(256) / 255f, y = random.Next(256) / 255f;
            yield return new WavePoint
            {
                Features = [x, y],
                Label = (float)Math.Sin(2 * Math.PI * x) * y,
                Weight = 1,
            };
        }
    }
}

internal sealed class WavePoint
{
    public float Label { get; set; }

    [VectorType(2)]
    public float[] Features { get; set; } = [];

    public float Weight { get; set; }
}

internal sealed class WaveBytes
{
    public float Label { get; set; }

    [VectorType(2)]
    public byte[] Features { get; set; } = [];

    public static WaveBytes From(WavePoint point)
        => new() { Label = point.Label, Features = [.. point.Features.Select(value => (byte)MathF.Round(value * 255))] };
}

internal sealed class NumberPrediction
{
    public float Score { get; set; }
}
