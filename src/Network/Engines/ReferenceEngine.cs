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
        var (Z, _) = Layers(new(parameters), X, default, new int[features.Rows]);

        Z[^1].ToColumnMajorArray().CopyTo(logits);
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
        var Y = Matrix<double>.Build.DenseOfColumnVectors(Pick(batch, i => output.Target(examples, i)));
        var weights = Vector<double>.Build.Dense(Pick(batch, i => (double)examples.Weight(i)));

        int[] rows = batch.ToArray();
        var (Z, A) = Layers(w, X, dropout, rows);
        double J = weights * Z[w.L].MapColumns(Y, output.Cost) / m;

        var dZ = Z[w.L].MapColumns(Y, output.Derivative) * Matrix<double>.Build.DiagonalOfDiagonalVector(weights);
        for (int l = w.L; l >= 1; l--)
        {
            (dZ * A[l - 1].Transpose() / m).CopyRowsTo(gradient.W(l));
            (dZ.RowSums() / m).CopyTo(gradient.B(l));
            if (l == 1)
                break;
            var dA = (w.W[l].Transpose() * dZ).PointwiseMultiply(DropoutFactors(w, l - 1, dropout, rows));
            dZ = dA.PointwiseMultiply(Z[l - 1].Map(z => ReferenceActivation.Derivative(w.Activation, z)));
        }

        sink.Accept(0, gradient.Values);
        return J;
    }

    /// <summary>Z[l] = W[l]·A[l−1] + b[l] and A[l] = g(Z[l]) * D[l] from A[0] = X on; of the outputs there is no A.</summary>
    private static (Matrix<double>[] Z, Matrix<double>[] A) Layers(
        Weights w, Matrix<double> X, DropoutMask dropout, int[] rows)
    {
        var (Z, A) = (new Matrix<double>[w.L + 1], new Matrix<double>[w.L]);
        A[0] = X;
        for (int l = 1; l <= w.L; l++)
        {
            Z[l] = (w.W[l] * A[l - 1]).AddToColumns(w.b[l]);
            if (l < w.L)
                A[l] = Z[l].Map(z => ReferenceActivation.Apply(w.Activation, z)).PointwiseMultiply(DropoutFactors(w, l, dropout, rows));
        }

        return (Z, A);
    }

    /// <summary>D[l] (n[l], rows): 0 for a unit that is dropped, else 1 / (1 − p), or 1 where none is dropped.</summary>
    private static Matrix<double> DropoutFactors(Weights w, int l, DropoutMask dropout, int[] rows)
        => Matrix<double>.Build.Dense(w.W[l].RowCount, rows.Length, (unit, i) => dropout.Factor(rows[i], unit, l));

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

    /// <summary>The parameters as matrices, from W[1] and b[1] on.</summary>
    private readonly struct Weights(NetworkParameters<double> parameters)
    {
        public Activation Activation { get; } = parameters.Shape.Activation;

        public int L { get; } = parameters.Shape.Layers;

        public Matrix<double>[] W { get; } = [null!, .. Enumerable.Range(1, parameters.Shape.Layers).Select(l =>
            Matrix<double>.Build.DenseOfRowMajor(
                parameters.Shape.Units(l), parameters.Shape.Units(l - 1), parameters.W(l).ToArray()))];

        public Vector<double>[] b { get; } = [null!, .. Enumerable.Range(1, parameters.Shape.Layers).Select(l =>
            Vector<double>.Build.Dense(parameters.B(l).ToArray()))];
    }
}
