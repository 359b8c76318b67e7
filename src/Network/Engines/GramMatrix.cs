using System.Numerics;
using MlNetShallow.Kernels;

namespace MlNetShallow.Engines;

/// <summary>
/// K = XᵀX (m, m), the inner products of the examples, in blocks of 64 by 64. Those of bytes are exact: their products are
/// added up in integers, in 32 bits within a slice of the features and in 64 bits over all; below 2⁵³ they are exact in double
/// precision too, for any number of features that memory holds. Others are products in the precision of K within a slice, and
/// are added up in double precision.
/// </summary>
/// <typeparam name="T">The precision of K.</typeparam>
internal static class GramMatrix<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int BlockRows = 64;
    private const int SliceLength = 768;

    private static readonly ProductKernel<T, T> OfAnyType = new(
        VectorKernels<T>.PaddedLength,
        (features, row, start, length, destination) => features.CopyPadded(row, start, length, destination),
        (a, rowsA, b, rowsB, length, z, zStride) => VectorKernels<T>.Dot(a, rowsA, b, length, rowsB, length, z, zStride));

    private static readonly ProductKernel<short, long> OfBytes = new(
        IntegerKernels.PaddedLength,
        (features, row, start, length, destination)
            => IntegerKernels.Widen(features.Bytes(row).Slice(start, length), destination),
        IntegerKernels.Dot);

    /// <summary>Writes a slice of an example's features, and zeros after it.</summary>
    private delegate void CopyRow<TPanel>(FeatureMatrix features, int row, int start, int length, Span<TPanel> destination);

    /// <summary>Z = A·Bᵀ, for A (rowsA, length), B (rowsB, length), Z (rowsA, rowsB).</summary>
    private delegate void Dot<TPanel, TProduct>(
        ReadOnlySpan<TPanel> a, int rowsA, ReadOnlySpan<TPanel> b, int rowsB, int length, Span<TProduct> z, int zStride);

    /// <summary>Computes the matrix.</summary>
    /// <param name="features">X.</param>
    /// <param name="threads">The threads, on whose number the result does not hang.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <returns>K row by row, each row padded with zeros to a length that suits the kernels.</returns>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static AlignedBuffer<T> Compute(FeatureMatrix features, Threads threads, CancellationToken cancellation = default)
    {
        int m = features.Rows, stride = VectorKernels<T>.PaddedLength(m), blocks = (m + BlockRows - 1) / BlockRows;
        double scale = features.Scale * features.Scale;
        var result = new AlignedBuffer<T>(checked(m * stride));
        threads.For(blocks * (blocks + 1) / 2, (long)m * m * features.Columns / 2, pair =>
        {
            if (cancellation.IsCancellationRequested)
                return;

            // Pairs of blocks (i, j ≤ i) in a row: (0, 0), (1, 0), (1, 1), (2, 0), …
            int i = (int)((Math.Sqrt((8.0 * pair) + 1) - 1) / 2), j = pair - (i * (i + 1) / 2);
            if (features.HoldsBytes)
                Put(Block(features, i, j, OfBytes), i, j);
            else
                Put(Block(features, i, j, OfAnyType), i, j);
        });
        cancellation.ThrowIfCancellationRequested();
        return result;

        void Put(ReadOnlySpan<double> block, int i, int j)
        {
            Span<T> gram = result.Span;
            for (int a = i * BlockRows; a < Math.Min(m, (i + 1) * BlockRows); a++)
            {
                for (int b = j * BlockRows; b < Math.Min(m, (j + 1) * BlockRows); b++)
                {
                    T product = T.CreateTruncating(block[((a % BlockRows) * BlockRows) + (b % BlockRows)] * scale);
                    gram[(a * stride) + b] = product;
                    gram[(b * stride) + a] = product;
                }
            }
        }
    }

    /// <summary>The inner products (64, 64) of two blocks of examples.</summary>
    private static ReadOnlySpan<double> Block<TPanel, TProduct>(
        FeatureMatrix features, int i, int j, ProductKernel<TPanel, TProduct> kernel)
        where TPanel : unmanaged
        where TProduct : unmanaged, INumberBase<TProduct>
    {
        var (a, b, sums, products) = Memory<TPanel, TProduct>.OfThisThread();
        int rowsA = Rows(features, i), rowsB = Rows(features, j);
        for (int start = 0; start < features.Columns; start += SliceLength)
        {
            int length = Math.Min(SliceLength, features.Columns - start), padded = kernel.PaddedLength(length);
            Fill(i, rowsA, a.Span);
            Fill(j, i == j ? 0 : rowsB, b.Span);
            kernel.Dot(a.Span, rowsA, i == j ? a.Span : b.Span, rowsB, padded, products, BlockRows);
            for (int k = 0; k < sums.Length; k++)
                sums[k] += double.CreateTruncating(products[k]);

            void Fill(int block, int rows, Span<TPanel> panel)
            {
                for (int row = 0; row < rows; row++)
                    kernel.CopyRow(features, (block * BlockRows) + row, start, length, panel.Slice(row * padded, padded));
            }
        }

        return sums;
    }

    private static int Rows(FeatureMatrix features, int block) => Math.Min(BlockRows, features.Rows - (block * BlockRows));

    /// <summary>The arithmetic of a slice: panels of one type, sums of another.</summary>
    private sealed record ProductKernel<TPanel, TProduct>(
        Func<int, int> PaddedLength, CopyRow<TPanel> CopyRow, Dot<TPanel, TProduct> Dot);

    /// <summary>What a thread works in: panels of 64 rows of a slice, sums and products (64, 64).</summary>
    private static class Memory<TPanel, TProduct>
        where TPanel : unmanaged
        where TProduct : unmanaged
    {
        [ThreadStatic]
        private static (AlignedBuffer<TPanel> A, AlignedBuffer<TPanel> B, double[] Sums, TProduct[] Products)? _memory;

        /// <summary>The calling thread's, the sums cleared.</summary>
        public static (AlignedBuffer<TPanel> A, AlignedBuffer<TPanel> B, double[] Sums, TProduct[] Products) OfThisThread()
        {
            const int Products = BlockRows * BlockRows;
            var memory = _memory ??= (
                new(BlockRows * SliceLength), new(BlockRows * SliceLength), new double[Products], new TProduct[Products]);
            memory.Sums.AsSpan().Clear();
            return memory;
        }
    }
}
