using MathNet.Numerics.LinearAlgebra;
using MlNetShallow.Losses;
using MlNetShallow.Numerics;

namespace MlNetShallow.Engines;

/// <summary>An output layer as the reference engine computes it: of one example, z, y and ŷ are vectors (n2).</summary>
internal sealed class ReferenceOutput(NetworkShape shape, RegressionLoss? givenLoss)
{
    private readonly RegressionLoss? _loss = givenLoss ?? RegressionLoss.DefaultOf(shape.OutputLayer, shape.Outputs);

    /// <summary>y of an example: its label or labels or, for classes, 1 in the row of the class.</summary>
    public Vector<double> Target(TrainingSet examples, int row) => shape.OutputLayer == OutputLayer.SoftmaxCrossEntropy
        ? Vector<double>.Build.Dense(shape.Outputs, k => k == examples.Target(row) ? 1 : 0)
        : Vector<double>.Build.Dense(shape.Outputs, k => examples.Target(row, shape.LabelsPerExample > 1 ? k : 0));

    /// <summary>The cost, S4 of the notes; for classes −y · log ŷ = log Σ e^z − y · z.</summary>
    public double Cost(Vector<double> z, Vector<double> y) => (shape.OutputLayer, _loss) switch
    {
        (OutputLayer.SoftmaxCrossEntropy, _) => LogSumExp(z) - (y * z),
        (OutputLayer.SigmoidCrossEntropy, _) => CrossEntropy.CostOfLogit(z[0], y[0]),
        (OutputLayer.Labels or OutputLayer.Targets, _) => Enumerable.Range(0, z.Count).Average(k => OfOne.Cost(Entry(z, k), Entry(y, k))),
        (_, AbsoluteLoss) => Math.Abs(z[0] - y[0]),
        (_, HuberLoss huber) => Huber(Math.Abs(z[0] - y[0]), huber.Delta),
        (_, QuantileLoss quantile) => z.MapIndexed((k, q) => Pinball(y[0] - q, quantile.Levels[k])).Average(),
        (_, PoissonLoss) => Math.Exp(z[0]) - y[0] + (y[0] > 0 ? y[0] * Math.Log(y[0] / Math.Exp(z[0])) : 0),
        (_, GammaLoss) => (y[0] / Math.Exp(z[0])) - 1 - Math.Log(y[0] / Math.Exp(z[0])),
        _ => (z - y) * (z - y) / 2,
    };

    /// <summary>∂cost/∂z, for classes and the squared error ŷ − y.</summary>
    public Vector<double> Derivative(Vector<double> z, Vector<double> y) => (shape.OutputLayer, _loss) switch
    {
        (OutputLayer.SoftmaxCrossEntropy, _) => (z - LogSumExp(z)).PointwiseExp() - y,
        (OutputLayer.SigmoidCrossEntropy, _) => z.Map(CrossEntropy.Sigmoid) - y,
        (OutputLayer.Labels or OutputLayer.Targets, _) => z.MapIndexed((k, _) => OfOne.Derivative(Entry(z, k), Entry(y, k))[0]) / z.Count,
        (_, AbsoluteLoss) => (z - y).PointwiseSign(),
        (_, HuberLoss huber) => (z - y).PointwiseMinimum(huber.Delta).PointwiseMaximum(-huber.Delta),
        (_, QuantileLoss quantile) => z.MapIndexed((k, q) => PinballSlope(y[0] - q, quantile.Levels[k])) / z.Count,
        (_, PoissonLoss) => z.PointwiseExp() - y,
        (_, GammaLoss) => 1 - y.PointwiseDivide(z.PointwiseExp()),
        _ => z - y,
    };

    /// <summary>What one of several labels costs.</summary>
    private ReferenceOutput OfOne => new(shape.OfOneLabel, (_loss as TargetsLoss)?.Each);

    private static Vector<double> Entry(Vector<double> vector, int k) => vector.SubVector(k, 1);

    private static double LogSumExp(Vector<double> z) => z.Maximum() + Math.Log((z - z.Maximum()).PointwiseExp().Sum());

    private static double Huber(double distance, double delta)
        => distance <= delta ? distance * distance / 2 : delta * (distance - (delta / 2));

    private static double Pinball(double above, double level) => Math.Max(level * above, (level - 1) * above);

    private static double PinballSlope(double above, double level) => above > 0 ? -level : above < 0 ? 1 - level : 0;
}
