using System.Runtime.Intrinsics;

namespace SixLabors.ImageSharp.Formats.Jpeg;

/// <summary>
/// The inverse discrete cosine transform of an 8x8 block to 8x8, 4x4, 2x2 or 1x1 samples, as two matrix products. The smaller
/// results are the means of the full one, for less work.
/// </summary>
internal sealed class CosineTransform
{
    private readonly int _size;

    // Row k holds the k-th basis function; an eighth of the scale of the whole is left to the quantization table, so that
    // a block of one colour comes out exactly.
    private readonly float[] _basis = new float[64];

    public CosineTransform(int size)
    {
        _size = size;
        int span = 8 / size;
        for (int k = 0; k < 8; k++)
        {
            for (int x = 0; x < 8; x++)
                _basis[(8 * k) + (x / span)] += (float)(Basis(k, x) / span);
        }
    }

    public static double Basis(int frequency, int x)
        => frequency == 0 ? 1 : Math.Sqrt(2) * Math.Cos(((2 * x) + 1) * frequency * Math.PI / 16);

    /// <param name="block">The quantized coefficients.</param>
    /// <param name="quantization">The quantization table, divided by 8.</param>
    /// <param name="max">The largest sample value.</param>
    /// <param name="samples">Where the samples go; what is behind the last one of a row, up to eight, is overwritten.</param>
    /// <param name="stride">The distance between two rows of samples.</param>
    public void Invert(ReadOnlySpan<short> block, ReadOnlySpan<float> quantization, float max, Span<float> samples, int stride)
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
            for (int y = 0; y < _size; y++)
                rows[y] += coefficients * _basis[(8 * k) + y];
        }

        Vector256<float> middle = Vector256.Create(MathF.Ceiling(max / 2));
        for (int y = 0; y < _size; y++)
        {
            Vector256<float> sum = Vector256<float>.Zero;
            for (int k = 0; k < 8; k++)
                sum += Vector256.Create(_basis.AsSpan(8 * k, 8)) * rows[y][k];

            sum = Vector256.Min(Vector256.Max(sum + middle, Vector256<float>.Zero), Vector256.Create(max));
            Vector256.Round(sum).CopyTo(samples[(y * stride)..]);
        }
    }
}
