using System.Numerics;
using System.Runtime.Intrinsics;

namespace MlNetShallow.Kernels;

/// <summary>
/// The kernels at the width that the machine has. The tests on hardware are constants to the JIT, which compiles a kernel's loops
/// in full at their first call (AggressiveOptimization): in tiers, a program that scores a few hundred pictures would do so in
/// code that keeps no vector in a register.
/// </summary>
internal static class VectorKernels<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Lengths padded to a multiple of this suit every kernel at every width: three of the widest vectors.</summary>
    public static int LengthMultiple { get; } = 3 * Vector512<T>.Count;

    /// <summary>Numbers of units padded to a multiple of this suit <see cref="AddOuterProducts"/>.</summary>
    public const int UnitMultiple = OuterKernel<Scalar<T>, T>.TileUnits;

    public static int PaddedLength(int length) => (length + LengthMultiple - 1) / LengthMultiple * LengthMultiple;

    public static int PaddedUnits(int units) => (units + UnitMultiple - 1) / UnitMultiple * UnitMultiple;

    /// <summary>
    /// Numbers of units padded so suit the products with sparse features: to whole vectors, of the narrowest that hold all
    /// units, as each of many columns has that padding.
    /// </summary>
    public static int PaddedSparseUnits(int units)
    {
        int width = Math.Clamp((int)BitOperations.RoundUpToPowerOf2((uint)units), Vector128<T>.Count, Vector512<T>.Count);
        return (units + width - 1) / width * width;
    }

    /// <inheritdoc cref="DotKernel{TVector, T, TElement}.Multiply"/>
    /// <typeparam name="TRows">Where the rows of X stand.</typeparam>
    /// <typeparam name="TElement">The type of X: T, or byte.</typeparam>
    public static void Dot<TRows, TElement>(
        TRows x, int rows, ReadOnlySpan<T> w, int stride, int units, int length, Span<T> z, int zStride)
        where TRows : struct, IRows<TElement>, allows ref struct
        where TElement : unmanaged
    {
        if (Vector512.IsHardwareAccelerated)
            DotKernel<Wide512<T>, T, TElement>.Multiply(x, rows, w, stride, units, length, z, zStride);
        else if (Vector256.IsHardwareAccelerated)
            DotKernel<Wide256<T>, T, TElement>.Multiply(x, rows, w, stride, units, length, z, zStride);
        else if (Vector128.IsHardwareAccelerated)
            DotKernel<Wide128<T>, T, TElement>.Multiply(x, rows, w, stride, units, length, z, zStride);
        else
            DotKernel<Scalar<T>, T, TElement>.Multiply(x, rows, w, stride, units, length, z, zStride);
    }

    /// <summary>The same for rows of T that follow each other.</summary>
    public static void Dot(
        ReadOnlySpan<T> x, int rows, ReadOnlySpan<T> w, int stride, int units, int length, Span<T> z, int zStride)
        => Dot<RegularRows<T>, T>(new(x, length), rows, w, stride, units, length, z, zStride);

    /// <summary>Σ xᵢ yᵢ.</summary>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static T Dot(ReadOnlySpan<T> x, ReadOnlySpan<T> y)
    {
        if (x.Length != y.Length)
            throw new ArgumentException($"x has {x.Length} values, y {y.Length}.", nameof(y));
        return SumOf(x, y);
    }

    /// <summary>Σ xᵢ.</summary>
    public static T Sum(ReadOnlySpan<T> x) => SumOf(x, []);

    /// <inheritdoc cref="OuterKernel{TVector, T}.MultiplyAdd"/>
    public static void AddOuterProducts(ReadOnlySpan<T> d, int units, ReadOnlySpan<T> x, int length, int rows, Span<T> g)
    {
        if (Vector512.IsHardwareAccelerated)
            OuterKernel<Wide512<T>, T>.MultiplyAdd(d, units, x, length, rows, g);
        else if (Vector256.IsHardwareAccelerated)
            OuterKernel<Wide256<T>, T>.MultiplyAdd(d, units, x, length, rows, g);
        else if (Vector128.IsHardwareAccelerated)
            OuterKernel<Wide128<T>, T>.MultiplyAdd(d, units, x, length, rows, g);
        else
            OuterKernel<Scalar<T>, T>.MultiplyAdd(d, units, x, length, rows, g);
    }

    /// <inheritdoc cref="SparseKernel{TVector, T}.Multiply"/>
    public static void SparseDot<TElement>(
        ReadOnlySpan<int> positions, ReadOnlySpan<TElement> values, ReadOnlySpan<T> w, int units, Span<T> z)
        where TElement : unmanaged, INumber<TElement>
    {
        if (Vector512.IsHardwareAccelerated && units % Vector512<T>.Count == 0)
            SparseKernel<Wide512<T>, T>.Multiply(positions, values, w, units, z);
        else if (Vector256.IsHardwareAccelerated && units % Vector256<T>.Count == 0)
            SparseKernel<Wide256<T>, T>.Multiply(positions, values, w, units, z);
        else if (Vector128.IsHardwareAccelerated)
            SparseKernel<Wide128<T>, T>.Multiply(positions, values, w, units, z);
        else
            SparseKernel<Scalar<T>, T>.Multiply(positions, values, w, units, z);
    }

    /// <inheritdoc cref="SparseKernel{TVector, T}.MultiplyAdd"/>
    public static void AddSparseProducts(
        ReadOnlySpan<int> positions, ReadOnlySpan<float> values, ReadOnlySpan<T> d, int units, Span<T> g)
    {
        if (Vector512.IsHardwareAccelerated && units % Vector512<T>.Count == 0)
            SparseKernel<Wide512<T>, T>.MultiplyAdd(positions, values, d, units, g);
        else if (Vector256.IsHardwareAccelerated && units % Vector256<T>.Count == 0)
            SparseKernel<Wide256<T>, T>.MultiplyAdd(positions, values, d, units, g);
        else if (Vector128.IsHardwareAccelerated)
            SparseKernel<Wide128<T>, T>.MultiplyAdd(positions, values, d, units, g);
        else
            SparseKernel<Scalar<T>, T>.MultiplyAdd(positions, values, d, units, g);
    }

    /// <inheritdoc cref="UpdateKernel{TVector, T}.Update"/>
    public static void Update<TStep>(TStep step, int length)
        where TStep : struct, IUpdateStep<T>, allows ref struct
    {
        if (Vector512.IsHardwareAccelerated)
            UpdateKernel<Wide512<T>, T>.Update(step, length);
        else if (Vector256.IsHardwareAccelerated)
            UpdateKernel<Wide256<T>, T>.Update(step, length);
        else if (Vector128.IsHardwareAccelerated)
            UpdateKernel<Wide128<T>, T>.Update(step, length);
        else
            UpdateKernel<Scalar<T>, T>.Update(step, length);
    }

    private static T SumOf(ReadOnlySpan<T> x, ReadOnlySpan<T> y)
    {
        if (Vector512.IsHardwareAccelerated)
            return SumKernel<Wide512<T>, T>.Sum(x, y);
        if (Vector256.IsHardwareAccelerated)
            return SumKernel<Wide256<T>, T>.Sum(x, y);
        return Vector128.IsHardwareAccelerated ? SumKernel<Wide128<T>, T>.Sum(x, y) : SumKernel<Scalar<T>, T>.Sum(x, y);
    }
}
