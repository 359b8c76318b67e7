using System.Numerics;

namespace MlNetShallow;

/// <summary>
/// X: the features of m examples, n0 to an example, kept in the type they came in. The features of one example are
/// contiguous (the notes write an example as a column; in memory it is a row).
/// </summary>
/// <remarks>Thread-safe for reading.</remarks>
public abstract class FeatureMatrix
{
    private protected FeatureMatrix(int columns) => Columns = columns;

    /// <summary>m, the number of examples.</summary>
    public abstract int Rows { get; }

    /// <summary>n0, the number of features of an example.</summary>
    public int Columns { get; }

    /// <summary>
    /// The factor between a stored value and the feature that the network sees: 1, or 1/255 for bytes. Engines fold it into
    /// the products, so that bytes need not be divided one by one.
    /// </summary>
    public abstract double Scale { get; }

    /// <summary>Whether the stored values are bytes.</summary>
    internal virtual bool HoldsBytes => false;

    /// <summary>An example's bytes, of a matrix that holds bytes.</summary>
    internal virtual ReadOnlySpan<byte> Bytes(int row) => throw new NotSupportedException("The stored values are no bytes.");

    /// <summary>Whether no feature is NaN or infinite.</summary>
    internal abstract bool IsFinite();

    /// <summary>Some of the examples, in a given order, without a copy of their features.</summary>
    internal virtual FeatureMatrix Select(int[] rows) => throw new NotSupportedException("Select before scaling or stacking.");

    /// <summary>Writes an example's stored values from a column on, not yet multiplied by <see cref="Scale"/>.</summary>
    internal abstract void CopyRow<T>(int row, int column, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    /// <summary>Writes some of an example's stored values and zeros after them.</summary>
    internal void CopyPadded<T>(int row, int column, int length, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        CopyRow(row, column, destination[..length]);
        destination[length..].Clear();
    }

    internal static double ScaleOf<TElement>() => typeof(TElement) == typeof(byte) ? 1.0 / 255 : 1;

    /// <summary>Starts an empty matrix to which examples are added one by one.</summary>
    /// <typeparam name="TElement"><see cref="byte"/> (intensities of 0 to 255, which the network sees as 0 to 1),
    /// <see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="columns">n0, the number of features; at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="columns"/> is less than 1.</exception>
    /// <exception cref="NotSupportedException"><typeparamref name="TElement"/> is another type.</exception>
    public static FeatureMatrix<TElement> Create<TElement>(int columns)
        where TElement : unmanaged, INumber<TElement>
        => new(columns);

    /// <summary>Starts an empty matrix to which examples are added one by one, each by its non-zeros.</summary>
    /// <param name="columns">n0, the number of features; at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="columns"/> is less than 1.</exception>
    public static SparseFeatureMatrix CreateSparse(int columns) => new(columns);

    /// <summary>Copies examples that stand one after the other.</summary>
    /// <typeparam name="TElement"><see cref="byte"/>, <see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="values">m × n0 values, the features of each example contiguous.</param>
    /// <param name="columns">n0, the number of features; at least 1.</param>
    /// <exception cref="ArgumentException">The length of <paramref name="values"/> is no multiple of
    /// <paramref name="columns"/>.</exception>
    public static FeatureMatrix<TElement> FromRows<TElement>(ReadOnlySpan<TElement> values, int columns)
        where TElement : unmanaged, INumber<TElement>
    {
        var matrix = Create<TElement>(columns);
        if (values.Length % columns != 0)
            throw new ArgumentException($"{values.Length} values are no whole number of rows of {columns}.", nameof(values));
        for (int start = 0; start < values.Length; start += columns)
            values.Slice(start, columns).CopyTo(matrix.AddRow());
        return matrix;
    }
}
