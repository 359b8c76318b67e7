using MathNet.Numerics.LinearAlgebra;

namespace MlNetShallow.Engines;

/// <summary>What the equations of <see cref="ReferenceEngine"/> need beside MathNet's own operators.</summary>
internal static class MatrixExtensions
{
    /// <summary>Adds a bias to each example: result(i, j) = matrix(i, j) + bias(i).</summary>
    public static Matrix<double> AddToColumns(this Matrix<double> matrix, Vector<double> bias)
        => matrix.MapIndexed((i, _, value) => value + bias[i], Zeros.Include);

    /// <summary>Applies a function to each example: result(:, j) = f(matrix(:, j)).</summary>
    public static Matrix<double> MapColumns(this Matrix<double> matrix, Func<Vector<double>, Vector<double>> f)
        => Matrix<double>.Build.DenseOfColumnVectors(matrix.EnumerateColumns().Select(f));

    /// <summary>Applies a function to each example and its target: result(j) = f(matrix(:, j), targets(:, j)).</summary>
    public static Vector<double> MapColumns(
        this Matrix<double> matrix, Matrix<double> targets, Func<Vector<double>, Vector<double>, double> f)
        => Vector<double>.Build.DenseOfEnumerable(matrix.EnumerateColumns().Zip(targets.EnumerateColumns(), f));

    /// <summary>Applies a function to each example and its target: result(:, j) = f(matrix(:, j), targets(:, j)).</summary>
    public static Matrix<double> MapColumns(
        this Matrix<double> matrix, Matrix<double> targets, Func<Vector<double>, Vector<double>, Vector<double>> f)
        => Matrix<double>.Build.DenseOfColumnVectors(matrix.EnumerateColumns().Zip(targets.EnumerateColumns(), f));

    /// <summary>Writes a matrix row by row.</summary>
    public static void CopyRowsTo(this Matrix<double> matrix, Span<double> destination)
        => matrix.ToRowMajorArray().CopyTo(destination);

    /// <summary>Writes a vector.</summary>
    public static void CopyTo(this Vector<double> vector, Span<double> destination)
        => vector.AsArray().CopyTo(destination);
}
