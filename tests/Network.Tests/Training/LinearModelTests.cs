using MathNet.Numerics.LinearAlgebra;
using MlNetShallow.Training;
using static MlNetShallow.Network.Tests.Closeness;

namespace MlNetShallow.Network.Tests.Training;

/// <summary>Without hidden units the network is a linear model, whose minimum can be had otherwise.</summary>
public class LinearModelTests
{
    private const int Rows = 60, Columns = 4, Classes = 3;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void IdentityWithSquaredErrorIsTheLeastSquaresSolution(bool weighted)
    {
        var shape = new NetworkShape(Columns, 0, Activation.Identity, OutputLayer.IdentitySquaredError);
        var examples = Engine.RandomExamples(new Random(4), Rows, shape, weighted);

        var trained = Minimize(shape, examples, l2: 0);

        // Each equation of [X 1]·(W; b) = y counts by its weight.
        var root = Vector<double>.Build.Dense(Rows, i => Math.Sqrt(examples.Weight(i)));
        var y = Vector<double>.Build.Dense(Rows, i => examples.Labels[i]);
        var solution = Matrix<double>.Build.DiagonalOfDiagonalVector(root).Multiply(Design(examples)).QR()
            .Solve(root.PointwiseMultiply(y));
        AssertClose(solution.AsArray(), trained.CopyParameters().Values.ToArray(), 1e-8);
    }

    [Fact]
    public void SoftmaxRegressionIsTheMinimumThatNewtonsMethodFinds()
    {
        const double L2 = 0.05;
        var shape = new NetworkShape(Columns, 0, Activation.Identity, OutputLayer.SoftmaxCrossEntropy, Classes);
        var examples = Engine.RandomExamples(new Random(5), Rows, shape, weighted: true);

        var trained = Minimize(shape, examples, L2);

        Matrix<double> newton = Newton(examples, L2);
        AssertClose(newton.SubMatrix(0, Classes, 0, Columns).ToRowMajorArray(), trained.W2.ToArray(), 1e-7);
        AssertClose(newton.Column(Columns).AsArray(), trained.B2.ToArray(), 1e-7);
    }

    [Fact]
    public void TwoClassesAreOneSigmoid()
    {
        // At the minimum the classes' weights are ±w/2, whose squares sum to half those of w: so twice the λ is the same penalty.
        var softmax = new NetworkShape(Columns, 0, Activation.Identity, OutputLayer.SoftmaxCrossEntropy, 2);
        var examples = Engine.RandomExamples(new Random(6), Rows, new NetworkShape(Columns, 0), weighted: true);

        double[] ofTwo = Minimize(softmax, examples, l2: 0.2).Logits(examples.Features);
        double[] ofOne = Minimize(new NetworkShape(Columns, 0), examples, l2: 0.1).Logits(examples.Features);

        AssertClose(ofOne, [.. Enumerable.Range(0, Rows).Select(i => ofTwo[(2 * i) + 1] - ofTwo[2 * i])], 1e-7);
    }

    private static ShallowNetwork<double> Minimize(NetworkShape shape, TrainingSet examples, double l2)
        => NetworkTrainer.Train(
            ShallowNetwork<double>.Initialize(shape, WeightInitialization.Zeros, 1),
            examples,
            new TrainingOptions { Optimizer = Optimizer.Lbfgs(), Epochs = 500, L2Regularization = l2 }).Network;

    /// <summary>[X 1], an example a row.</summary>
    private static Matrix<double> Design(TrainingSet examples) => Matrix<double>.Build.DenseOfRows(
        Enumerable.Range(0, Rows).Select(i => (double[])[.. ((FeatureMatrix<double>)examples.Features).Row(i), 1]));

    /// <summary>
    /// The minimum over Θ (classes, columns + 1) of the mean cross-entropy plus λ/2 ‖W‖², by Newton's method on all of Θ: the
    /// Hessian is the mean of (diag(ŷ) − ŷ ŷᵀ) ⊗ x xᵀ, plus λ for weights (Bishop 2006, equation 4.110).
    /// </summary>
    private static Matrix<double> Newton(TrainingSet examples, double l2)
    {
        Matrix<double> design = Design(examples), theta = Matrix<double>.Build.Dense(Classes, Columns + 1);
        double m = Enumerable.Range(0, Rows).Sum(i => (double)examples.Weight(i));
        var isWeight = Vector<double>.Build.Dense(Columns + 1, j => j < Columns ? 1 : 0);
        for (int step = 0; step < 30; step++)
        {
            var gradient = theta * Matrix<double>.Build.DiagonalOfDiagonalVector(isWeight) * l2;
            var hessian = Matrix<double>.Build.DiagonalIdentity(Classes).KroneckerProduct(
                Matrix<double>.Build.DiagonalOfDiagonalVector(isWeight * l2));
            // All biases may grow alike at no cost; along that way the step is to be 0.
            var alike = Vector<double>.Build.Dense(Classes * (Columns + 1), i => 1 - isWeight[i % (Columns + 1)]);
            hessian += alike.OuterProduct(alike);
            for (int i = 0; i < Rows; i++)
            {
                var x = design.Row(i);
                var e = (theta * x).PointwiseExp();
                var p = e / e.Sum();
                var y = Vector<double>.Build.Dense(Classes, k => k == examples.Labels[i] ? 1 : 0);
                double w = examples.Weight(i) / m;
                gradient += (p - y).OuterProduct(x) * w;
                hessian += (Matrix<double>.Build.DiagonalOfDiagonalVector(p) - p.OuterProduct(p))
                    .KroneckerProduct(x.OuterProduct(x)) * w;
            }

            var move = hessian.Solve(Vector<double>.Build.Dense(gradient.ToRowMajorArray()));
            theta -= Matrix<double>.Build.DenseOfRowMajor(Classes, Columns + 1, move);
        }

        return theta;
    }
}
