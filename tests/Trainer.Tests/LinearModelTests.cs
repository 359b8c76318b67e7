using MathNet.Numerics.LinearAlgebra;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlNetShallow.Trainer.Tests;

/// <summary>
/// Without hidden units the trainers give the linear models of statistics: checked against solutions by other means, in double
/// precision.
/// </summary>
public class LinearModelTests
{
    private const double Penalty = 0.01;

    private readonly MLContext _context = new(seed: 1);

    // With three features of different sizes, of which the last does not matter.
    private static readonly float[][] Features = [.. Enumerable.Range(0, 120).Select(i =>
        (float[])[MathF.Sin(7 * i), 3 + (2 * MathF.Cos(11 * i)), MathF.Sin((5 * i) + 1) / 4])];

    private static readonly Matrix<double> WithOnes = Matrix<double>.Build.Dense(
        Features.Length, 4, (row, column) => column == 0 ? 1 : Features[row][column - 1]);

    [Fact]
    public void RegressionIsThatOfLeastSquares()
    {
        float[] labels = [.. Features.Select((x, i) => 50 + (20 * x[0]) - (5 * x[1]) + MathF.Sin(13 * i))];
        IDataView data = Data(labels.Select(label => new NumberRow { Label = label }));
        var options = Linear<ShallowNetworkRegressionTrainer.Options>();

        var model = _context.Regression.Trainers.ShallowNetwork(options).Fit(data).Model;

        // The normal equations.
        Vector<double> expected = WithOnes.TransposeThisAndMultiply(WithOnes).Solve(
            WithOnes.TransposeThisAndMultiply(Vector<double>.Build.DenseOfEnumerable(labels.Select(label => (double)label))));
        AssertClose(expected, [model.GetB2()[0], .. model.GetW2().Row(0)]);
    }

    [Fact]
    public void TwoClassesGiveThatOfLogisticRegression()
    {
        bool[] labels = [.. Features.Select((x, i) => x[0] + (0.5f * x[1]) - 1.5f + MathF.Sin(13 * i) > 0)];
        IDataView data = Data(labels.Select(label => new BinaryRow { Label = label }));
        var options = Linear<ShallowNetworkBinaryTrainer.Options>();
        (options.L2Regularization, options.FeatureScaling) = (Penalty, FeatureScaling.None);

        var model = _context.BinaryClassification.Trainers.ShallowNetwork(options).Fit(data).Model;

        // Newton's method, with the gradient and the matrix of second derivatives written down.
        Vector<double> y = Vector<double>.Build.DenseOfEnumerable(labels.Select(label => label ? 1.0 : 0));
        Matrix<double> penalty = Penalty * Matrix<double>.Build.DenseDiagonal(4, 4, i => i == 0 ? 0 : 1);
        Vector<double> theta = Vector<double>.Build.Dense(4);
        for (int i = 0; i < 30; i++)
        {
            Vector<double> p = (WithOnes * theta).Map(z => 1 / (1 + Math.Exp(-z)));
            Vector<double> gradient = (WithOnes.TransposeThisAndMultiply(p - y) / y.Count) + (penalty * theta);
            Matrix<double> weights = Matrix<double>.Build.DenseOfDiagonalVector(p.PointwiseMultiply(1 - p));
            theta -= ((WithOnes.Transpose() * weights * WithOnes / y.Count) + penalty).Solve(gradient);
        }

        AssertClose(theta, [model.GetB2()[0], .. model.GetW2().Row(0)]);
    }

    [Fact]
    public void SeveralClassesGiveThatOfSoftmaxRegression()
    {
        int[] labels = [.. Features.Select((x, i) => x[0] + MathF.Sin(13 * i) > 0.5 ? 0 : x[1] + MathF.Cos(17 * i) > 3 ? 1 : 2)];
        IDataView data = Data(labels.Select(label => new ClassRow { Label = (uint)label }));
        var options = Linear<ShallowNetworkMulticlassTrainer.Options>();
        (options.L2Regularization, options.FeatureScaling) = (Penalty, FeatureScaling.None);

        var model = _context.MulticlassClassification.Trainers.ShallowNetwork(options).Fit(data).Model;

        // The cost is strictly convex in the weights and in the differences of the biases: where its gradient is 0 is the
        // minimum, and there is no other.
        for (int k = 0; k < 3; k++)
        {
            Vector<double> gradient = Penalty * Vector<double>.Build.DenseOfEnumerable(
                [0, .. model.GetW2().Row(k).Select(weight => (double)weight)]);
            for (int i = 0; i < labels.Length; i++)
            {
                double[] powers = [.. Enumerable.Range(0, 3).Select(j => Math.Exp(
                    model.GetB2()[j] + Features[i].Zip(model.GetW2().Row(j), (x, w) => (double)x * w).Sum()))];
                gradient += (powers[k] / powers.Sum() - (labels[i] == k ? 1 : 0)) / labels.Length * WithOnes.Row(i);
            }

            Assert.All(gradient, derivative => Assert.Equal(0, derivative, 1e-4));
        }
    }

    private static TOptions Linear<TOptions>()
        where TOptions : ShallowNetworkTrainerBase.OptionsBase, new()
        => new() { NumberOfHiddenUnits = 0, Optimizer = Optimizer.Lbfgs(), NumberOfEpochs = 200, L2Regularization = 0 };

    private IDataView Data<TRow>(IEnumerable<TRow> rows)
        where TRow : Row
        => _context.Data.LoadFromEnumerable(rows.Select((row, i) =>
        {
            row.Features = Features[i];
            return row;
        }));

    private static void AssertClose(Vector<double> expected, float[] actual)
    {
        for (int i = 0; i < expected.Count; i++)
            Assert.Equal(expected[i], actual[i], 1e-3 * Math.Max(1, Math.Abs(expected[i])));
    }

    private abstract class Row
    {
        [VectorType(3)]
        public float[] Features { get; set; } = [];
    }

    private sealed class NumberRow : Row
    {
        public float Label { get; set; }
    }

    private sealed class BinaryRow : Row
    {
        public bool Label { get; set; }
    }

    private sealed class ClassRow : Row
    {
        [KeyType(3)]
        public uint Label { get; set; }
    }
}
