using MathNet.Numerics.LinearAlgebra;

namespace MlNetShallow.Engines;

/// <summary>
/// The equations of the lecture notes in double precision, each as one line of matrix algebra. Not fast, and not meant to
/// be: it is what the fast engine is tested against. An example is a column, as in the notes.
/// </summary>
public sealed class ReferenceEngine : INetworkEngine<double>
{
    private ReferenceEngine()
    {
    }

    /// <summary>The engine; it holds no state.</summary>
    public static ReferenceEngine Instance { get; } = new();

    /// <inheritdoc/>
    public void Forward(NetworkParameters<double> parameters, FeatureMatrix features, Span<double> logits)
    {
        EngineArguments.Check(parameters, features, logits);

        var X = Columns(features, [.. Enumerable.Range(0, features.Rows)]);
        Weights w = new(parameters);
        var A1 = HiddenActivations(w, X, DropoutFactors(w, default, new int[features.Rows])).A1;
        var Z2 = (w.W2 * A1).AddToColumns(w.b2);

        Z2.ToColumnMajorArray().CopyTo(logits);
    }

    /// <inheritdoc/>
    public double CostAndGradient(
        NetworkParameters<double> parameters,
        TrainingSet examples,
        ReadOnlySpan<int> batch,
        IGradientSink<double> sink,
        DropoutMask dropout = default)
    {
        EngineArguments.Check(parameters, examples);
        ArgumentNullException.ThrowIfNull(sink);
        var gradient = new NetworkParameters<double>(parameters.Shape);
        double m = examples.TotalWeight(batch);
        if (m == 0)
        {
            sink.Accept(0, gradient.Values);
            return 0;
        }

        Weights w = new(parameters);
        ReferenceOutput output = new(parameters.Shape, examples.Loss);
        var X = Columns(examples.Features, batch);
        var Y = Matrix<double>.Build.DenseOfColumnVectors(Pick(batch, i => output.Target(examples.Target(i))));
        var weights = Vector<double>.Build.Dense(Pick(batch, i => (double)examples.Weight(i)));

        var D = DropoutFactors(w, dropout, batch.ToArray());
        var (Z1, A1) = HiddenActivations(w, X, D);
        var Z2 = (w.W2 * A1).AddToColumns(w.b2);
        double J = weights * Z2.MapColumns(Y, output.Cost) / m;

        var dZ2 = Z2.MapColumns(Y, output.Derivative) * Matrix<double>.Build.DiagonalOfDiagonalVector(weights);
        (dZ2 * A1.Transpose() / m).CopyRowsTo(gradient.W2);
        (dZ2.RowSums() / m).CopyTo(gradient.B2);
        if (w.HasHiddenUnits)
        {
            var dA1 = (w.W2.Transpose() * dZ2).PointwiseMultiply(D);
            var dZ1 = dA1.PointwiseMultiply(Z1.Map(z => ReferenceActivation.Derivative(parameters.Shape.Activation, z)));
            (dZ1 * X.Transpose() / m).CopyRowsTo(gradient.W1);
            (dZ1.RowSums() / m).CopyTo(gradient.B1);
        }

        sink.Accept(0, gradient.Values);
        return J;
    }

    /// <summary>Z1 = W1·X + b1 and A1 = g(Z1) * D; without hidden units the features themselves stand in for A1.</summary>
    private static (Matrix<double> Z1, Matrix<double> A1) HiddenActivations(Weights w, Matrix<double> X, Matrix<double> D)
    {
        if (!w.HasHiddenUnits)
            return (X, X);
        var Z1 = (w.W1 * X).AddToColumns(w.b1);
        return (Z1, Z1.Map(z => ReferenceActivation.Apply(w.Activation, z)).PointwiseMultiply(D));
    }

    /// <summary>D (n1, rows): 0 for a unit that is dropped, else 1 / (1 − p), or 1 where none is dropped.</summary>
    private static Matrix<double> DropoutFactors(Weights w, DropoutMask dropout, int[] rows) => w.HasHiddenUnits
        ? Matrix<double>.Build.Dense(w.W1.RowCount, rows.Length, (unit, i) => dropout.Factor(rows[i], unit))
        : null!;

    private static Matrix<double> Columns(FeatureMatrix features, ReadOnlySpan<int> rows)
    {
        // MathNet stores a matrix column by column, so the examples follow each other.
        var values = new double[rows.Length * features.Columns];
        for (int i = 0; i < rows.Length; i++)
            features.CopyRow(rows[i], 0, values.AsSpan(i * features.Columns, features.Columns));
        return Matrix<double>.Build.Dense(features.Columns, rows.Length, values) * features.Scale;
    }

    private static TValue[] Pick<TValue>(ReadOnlySpan<int> batch, Func<int, TValue> value)
    {
        var picked = new TValue[batch.Length];
        for (int i = 0; i < picked.Length; i++)
            picked[i] = value(batch[i]);
        return picked;
    }

    /// <summary>The parameters as matrices.</summary>
    private readonly struct Weights(NetworkParameters<double> parameters)
    {
        public Activation Activation { get; } = parameters.Shape.Activation;

        public bool HasHiddenUnits { get; } = parameters.Shape.HiddenUnits > 0;

        // A matrix of MathNet has at least one row; without hidden units W1, b1 and D are never read.
        public Matrix<double> W1 { get; } = parameters.Shape.HiddenUnits == 0 ? null! : Matrix<double>.Build.DenseOfRowMajor(
            parameters.Shape.HiddenUnits, parameters.Shape.Inputs, parameters.W1.ToArray());

        public Vector<double> b1 { get; } = parameters.Shape.HiddenUnits == 0
            ? null! : Vector<double>.Build.Dense(parameters.B1.ToArray());

        public Matrix<double> W2 { get; } = Matrix<double>.Build.DenseOfRowMajor(
            parameters.Shape.Outputs, parameters.Shape.OutputFanIn, parameters.W2.ToArray());

        public Vector<double> b2 { get; } = Vector<double>.Build.Dense(parameters.B2.ToArray());
    }
}
