using MlNetShallow.Numerics;
using MlNetShallow.Training;

namespace MlNetShallow.Network.Tests;

/// <summary>The course's planar flower: 400 points of two colours in four petals, from NumPy's legacy generator, seed
/// 1.</summary>
internal static class Flower
{
    private const int PointsPerClass = 200;

    public static TrainingSet Examples()
    {
        var random = new MersenneTwister(1);
        var features = FeatureMatrix.Create<double>(2);
        var labels = new float[2 * PointsPerClass];
        for (int label = 0; label < 2; label++)
        {
            // t = linspace(3.12 j, 3.12 (j + 1), N) + 0.2 randn(N); r = 4 sin 4t + 0.2 randn(N): all angles are drawn first.
            double start = label * 3.12, step = (((label + 1) * 3.12) - start) / (PointsPerClass - 1);
            double[] angles = [.. Enumerable.Range(0, PointsPerClass)
                .Select(i => (i * step) + start + (random.NextNormal() * 0.2))];
            for (int i = 0; i < PointsPerClass; i++)
            {
                double radius = (4 * Math.Sin(4 * angles[i])) + (random.NextNormal() * 0.2);
                Span<double> point = features.AddRow();
                point[0] = radius * Math.Sin(angles[i]);
                point[1] = radius * Math.Cos(angles[i]);
                labels[(label * PointsPerClass) + i] = label;
            }
        }

        return new TrainingSet(features, labels);
    }

    /// <summary>tanh units, weights 0.01 randn from seed 2, rate 1.2: as the course trains it.</summary>
    public static TrainingResult<double> Train(TrainingSet examples, int hiddenUnits, int steps, string engine = "vectorized")
    {
        var shape = new NetworkShape(2, hiddenUnits, Activation.Tanh);
        var start = ShallowNetwork<double>.Initialize(shape, WeightInitialization.Normal, seed: 2);
        var options = new TrainingOptions { LearningRate = 1.2, Epochs = steps };
        return NetworkTrainer.Train(start, examples, options, Engine.Named(engine));
    }

    public static double Accuracy(ShallowNetwork<double> network, TrainingSet examples)
    {
        double[] logits = network.Logits(examples.Features);
        return Enumerable.Range(0, logits.Length).Count(i => logits[i] > 0 == examples.Labels[i] > 0.5) / (double)logits.Length;
    }
}
