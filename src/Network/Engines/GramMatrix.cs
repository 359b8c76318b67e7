using System.Numerics;
using System.Numerics.Tensors;
using MlNetShallow.Kernels;

namespace MlNetShallow.Engines;

/// <summary>
/// K = XᵀX (m, m), the inner products of the examples, in blocks of 64 by 64. Those of bytes are exact: with 128 taken from
/// each, a·b = a′·b′ + 128 (Σ a′ + Σ b′) + 128² n0; a slice of 1008 products of at most 128² stays within 2²⁴, which single
/// precision holds exactly, and sums below 2⁵³ are exact in double precision for any number of features.
/// </summary>
internal static class GramMatrix
{
    private const int BlockRows = 64;
    private const int ExactByteSlice = 1008;
    private const double ByteCentre = 128;

    [ThreadStatic]
    private static double[]? _sums;

    /// <summary>Computes the matrix.</summary>
    /// <param name="features">X.</param>
    /// <param name="threads">The threads, on whose number the result does not hang.</param>
    /// <returns>K row by row, each row padded with zeros to a length that suits the kernels.</returns>
    /// <param name="cancellation">Stops the work.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static AlignedBuffer<double> Compute(FeatureMatrix features, Threads threads, CancellationToken cancellation = default)
    {
        int m = features.Rows, stride = VectorKernels<double>.PaddedLength(m), blocks = (m + BlockRows - 1) / BlockRows;
        double scale = features.Scale * features.Scale;
        double[] corrections = features.HoldsBytes ? Corrections(features, threads) : new double[m];
        var result = new AlignedBuffer<double>(checked(m * stride));
        threads.For(blocks * (blocks + 1) / 2, (long)m * m * features.Columns / 2, pair =>
        {
            if (cancellation.IsCancellationRequested)
                return;

            // Pairs of blocks (i, j ≤ i) in a row: (0, 0), (1, 0), (1, 1), (2, 0), …
            int i = (int)((Math.Sqrt((8.0 * pair) + 1) - 1) / 2), j = pair - (i * (i + 1) / 2);
            ReadOnlySpan<double> block = features.HoldsBytes
                ? Block<float>(features, i, j, ExactByteSlice, ByteCentre)
                : Block<double>(features, i, j, FeatureSlices<double>.MaximumLength, centre: 0);
            Span<double> gram = result.Span;
            for (int a = i * BlockRows; a < Math.Min(m, (i + 1) * BlockRows); a++)
            {
                for (int b = j * BlockRows; b < Math.Min(m, (j + 1) * BlockRows); b++)
                {
                    double centred = block[((a % BlockRows) * BlockRows) + (b % BlockRows)];
                    double product = (centred + (corrections[a] + corrections[b])) * scale;
                    gram[(a * stride) + b] = product;
                    gram[(b * stride) + a] = product;
                }
            }
        });
        cancellation.ThrowIfCancellationRequested();
        return result;
    }

    /// <summary>128 Σ a′ + ½ 128² n0 of each example: what it adds to its products with others.</summary>
    private static double[] Corrections(FeatureMatrix features, Threads threads)
    {
        var result = new double[features.Rows];
        threads.For(features.Rows, (long)features.Rows * features.Columns, row =>
        {
            Span<float> slice = stackalloc float[ExactByteSlice];
            double sum = 0;
            for (int start = 0; start < features.Columns; start += ExactByteSlice)
            {
                int length = Math.Min(ExactByteSlice, features.Columns - start);
                features.CopyRow(row, start, slice[..length]);
                sum += TensorPrimitives.Sum<float>(slice[..length]);
            }

            result[row] = ByteCentre * (sum - (ByteCentre / 2 * features.Columns));
        });
        return result;
    }

    /// <summary>The inner products (64, 64) of the stored values, less the centre, of two blocks of examples.</summary>
    private static double[] Block<TPanel>(FeatureMatrix features, int i, int j, int sliceLength, double centre)
        where TPanel : unmanaged, IBinaryFloatingPointIeee754<TPanel>
    {
        int rowsA = Math.Min(BlockRows, features.Rows - (i * BlockRows));
        int rowsB = Math.Min(BlockRows, features.Rows - (j * BlockRows));
        int padded = VectorKernels<TPanel>.PaddedLength(sliceLength);
        var (a, b, products) = Panels<TPanel>.ForThisThread(BlockRows * padded, BlockRows * BlockRows);
        double[] sum = _sums ??= new double[BlockRows * BlockRows];
        sum.AsSpan().Clear();
        for (int start = 0; start < features.Columns; start += sliceLength)
        {
            int length = Math.Min(sliceLength, features.Columns - start);
            Fill(features, i * BlockRows, rowsA, start, length, padded, centre, a.Span);
            Fill(features, j * BlockRows, rowsB, start, length, padded, centre, b.Span);
            VectorKernels<TPanel>.Dot(a.Span, rowsA, b.Span, padded, rowsB, padded, products, BlockRows);
            for (int row = 0; row < rowsA; row++)
            {
                for (int column = 0; column < rowsB; column++)
                    sum[(row * BlockRows) + column] += double.CreateTruncating(products[(row * BlockRows) + column]);
            }
        }

        return sum;
    }

    private static void Fill<TPanel>(
        FeatureMatrix features, int row, int rows, int start, int length, int padded, double centre, Span<TPanel> panel)
        where TPanel : unmanaged, IBinaryFloatingPointIeee754<TPanel>
    {
        for (int i = 0; i < rows; i++)
        {
            Span<TPanel> values = panel.Slice(i * padded, padded);
            features.CopyPadded(row + i, start, length, values);
            if (centre != 0)
                TensorPrimitives.Subtract(values[..length], TPanel.CreateTruncating(centre), values[..length]);
        }
    }

    private static class Panels<TPanel>
        where TPanel : unmanaged
    {
        [ThreadStatic]
        private static (AlignedBuffer<TPanel> A, AlignedBuffer<TPanel> B, TPanel[] Products)? _panels;

        public static (AlignedBuffer<TPanel> A, AlignedBuffer<TPanel> B, TPanel[] Products) ForThisThread(
            int length, int products)
        {
            if (_panels is not { } existing || existing.A.Length < length)
                _panels = existing = (new(length), new(length), new TPanel[products]);
            return existing;
        }
    }
}
