using MathNet.Numerics.LinearAlgebra;
using MlNetShallow.Numerics;

namespace MlNetShallow.Engines;

/// <summary>An output layer as the reference engine computes it: of one example, z, y and ŷ are vectors (n2).</summary>
internal sealed class ReferenceOutput(NetworkShape shape)
{
    /// <summary>y of a label: the label itself or, for classes, 1 in the row of the class.</summary>
    public Vector<double> Target(double label) => shape.OutputLayer == OutputLayer.SoftmaxCrossEntropy
        ? Vector<double>.Build.Dense(shape.Outputs, k => k == label ? 1 : 0)
        : Vector<double>.Build.Dense(1, label);

    /// <summary>ŷ.</summary>
    public Vector<double> Output(Vector<double> z) => shape.OutputLayer switch
    {
        OutputLayer.SoftmaxCrossEntropy => (z - LogSumExp(z)).PointwiseExp(),
        OutputLayer.IdentitySquaredError => z,
        _ => z.Map(CrossEntropy.Sigmoid),
    };

    /// <summary>The cost, S4 of the notes; for classes −y · log ŷ = log Σ e^z − y · z.</summary>
    public double Cost(Vector<double> z, Vector<double> y) => shape.OutputLayer switch
    {
        OutputLayer.SoftmaxCrossEntropy => LogSumExp(z) - (y * z),
        OutputLayer.IdentitySquaredError => (z - y) * (z - y) / 2,
        _ => CrossEntropy.CostOfLogit(z[0], y[0]),
    };

    private static double LogSumExp(Vector<double> z) => z.Maximum() + Math.Log((z - z.Maximum()).PointwiseExp().Sum());
}
