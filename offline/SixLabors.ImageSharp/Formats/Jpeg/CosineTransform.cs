using System.Runtime.Intrinsics;

namespace SixLabors.ImageSharp.Formats.Jpeg;

/// <summary>The discrete cosine transform of 8x8 samples, as two matrix products.</summary>
internal static class CosineTransform
{
    // Row k holds the k-th basis function; an eighth of the scale of the whole is left to the quantization table, so that
    // a block of one colour comes out exactly.
    private static readonly float[] Functions = [.. Enumerable.Range(0, 64).Select(i => (float)Function(i / 8, i % 8))];

    /// <summary>(8, 8): the basis functions, a row for each frequency.</summary>
    public static ReadOnlySpan<float> Basis => Functions;

    /// <summary>Turns a block of coefficients into samples.</summary>
    /// <param name="block">The quantized coefficients.</param>
    /// <param name="quantization">The quantization table, divided by 8.</param>
    /// <param name="max">The largest sample value.</param>
    /// <param name="samples">Where the samples go.</param>
    /// <param name="stride">The distance between two rows of samples.</param>
    public static void Invert(
        ReadOnlySpan<short> block, ReadOnlySpan<float> quantization, float max, Span<float> samples, int stride)
    {
        Span<Vector256<float>> rows = stackalloc Vector256<float>[8];
        rows.Clear();
        for (int k = 0; k < 8; k++)
        {
            Vector128<short> quantized = Vector128.Create(block.Slice(8 * k, 8));
            if (quantized == Vector128<short>.Zero)
                continue;

            (Vector128<int> left, Vector128<int> right) = Vector128.Widen(quantized);
            Vector256<float> coefficients =
                Vector256.ConvertToSingle(Vector256.Create(left, right)) * Vector256.Create(quantization.Slice(8 * k, 8));
            for (int y = 0; y < 8; y++)
                rows[y] += coefficients * Functions[(8 * k) + y];
        }

        Vector256<float> middle = Vector256.Create(MathF.Ceiling(max / 2));
        for (int y = 0; y < 8; y++)
        {
            Vector256<float> sum = Vector256<float>.Zero;
            for (int k = 0; k < 8; k++)
                sum += Vector256.Create(Functions.AsSpan(8 * k, 8)) * rows[y][k];

            sum = Vector256.Min(Vector256.Max(sum + middle, Vector256<float>.Zero), Vector256.Create(max));
            Vector256.Round(sum).CopyTo(samples[(y * stride)..]);
        }
    }

    private static double Function(int frequency, int x)
        => frequency == 0 ? 1 : Math.Sqrt(2) * Math.Cos(((2 * x) + 1) * frequency * Math.PI / 16);
}
