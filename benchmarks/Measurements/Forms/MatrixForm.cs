using MathNet.Numerics.LinearAlgebra;
using MlNetShallow.Numerics;

namespace MlNetShallow.Benchmarks.Measurements.Forms;

/// <summary>
/// The same as <see cref="LoopForm"/>, as the notes vectorize it: products of whole matrices, here MathNet's. X is made once; the
/// reference engine, made for legibility, makes it at each step.
/// </summary>
internal sealed class MatrixForm(ShallowNetwork<double> start, TrainingSet examples)
{
    // An example is a column, as in the notes.
    private readonly Matrix<double> _x = Matrix<double>.Build.DenseOfColumnArrays(FeatureRows.Of(examples));
    private readonly Matrix<double> _y = Matrix<double>.Build.Dense(1, examples.Rows, (_, i) => examples.Labels[i]);

    /// <summary>J before each step.</summary>
    public double[] Train(double rate, int steps)
    {
        int m = examples.Rows, units = start.Shape.HiddenUnits;
        var W1 = Matrix<double>.Build.DenseOfRowMajor(units, start.Shape.Inputs, start.W1.ToArray());
        var b1 = Vector<double>.Build.Dense(start.B1.ToArray());
        var W2 = Matrix<double>.Build.DenseOfRowMajor(1, units, start.W2.ToArray());
        var b2 = Vector<double>.Build.Dense(start.B2.ToArray());
        var ones = Vector<double>.Build.Dense(m, 1);
        var costs = new double[steps];
        for (int step = 0; step < steps; step++)
        {
            var Z1 = (W1 * _x) + b1.OuterProduct(ones);
            var A1 = Z1.PointwiseMaximum(0);
            var Z2 = (W2 * A1) + b2.OuterProduct(ones);
            costs[step] = Z2.Map2(CrossEntropy.CostOfLogit, _y, Zeros.Include).RowSums()[0] / m;

            var dZ2 = Z2.Map(CrossEntropy.Sigmoid, Zeros.Include) - _y;
            var dZ1 = W2.TransposeThisAndMultiply(dZ2).PointwiseMultiply(Z1.Map(z => z >= 0 ? 1.0 : 0, Zeros.Include));
            W1 -= rate / m * dZ1.TransposeAndMultiply(_x);
            b1 -= rate / m * dZ1.RowSums();
            W2 -= rate / m * dZ2.TransposeAndMultiply(A1);
            b2 -= rate / m * dZ2.RowSums();
        }

        return costs;
    }
}
