using System.Numerics;
using SixLabors.ImageSharp.Processing.Processors.Transforms;

namespace SixLabors.ImageSharp.Processing;

/// <summary>The weights of the source pixels that one target pixel is the sum of.</summary>
internal readonly struct ResizeKernel
{
    private const double Tolerance = 1e-8;

    private readonly float[] _weights;

    private ResizeKernel(int start, float[] weights)
    {
        Start = start;
        _weights = weights;
    }

    public int Start { get; }

    public int End => Start + _weights.Length;

    public static ResizeKernel[] ForAll(IResampler sampler, int sourceLength, int targetLength)
    {
        double ratio = (double)sourceLength / targetLength;
        double scale = Math.Max(ratio, 1);
        int radius = (int)Ceiling(scale * sampler.Radius);

        ResizeKernel[] kernels = new ResizeKernel[targetLength];
        for (int i = 0; i < targetLength; i++)
        {
            double center = ((i + 0.5) * ratio) - 0.5;
            int start = Math.Max(0, (int)Ceiling(center - radius));
            int end = Math.Min(sourceLength - 1, (int)-Ceiling(-center - radius));
            double[] values = new double[end - start + 1];
            for (int j = 0; j < values.Length; j++)
                values[j] = sampler.GetValue((float)((start + j - center) / scale));

            double sum = values.Sum();
            double norm = sum > 0 ? sum : 1;
            kernels[i] = new ResizeKernel(start, Array.ConvertAll(values, value => (float)(value / norm)));
        }

        return kernels;
    }

    /// <summary>The weighted sum of a line of pixels, from the first one the kernel covers.</summary>
    public Vector4 Convolve(ReadOnlySpan<Vector4> line)
    {
        line = line.Slice(Start, _weights.Length);
        Vector4 sum = Vector4.Zero;
        for (int i = 0; i < line.Length; i++)
            sum += line[i] * _weights[i];
        return sum;
    }

    /// <summary>The weighted sum of whole rows, which <paramref name="rows"/> keeps by row number modulo its length.</summary>
    public void Convolve(Vector4[][] rows, Span<Vector4> result)
    {
        result.Clear();
        for (int i = 0; i < _weights.Length; i++)
        {
            ReadOnlySpan<Vector4> row = rows[(Start + i) % rows.Length];
            float weight = _weights[i];
            for (int x = 0; x < result.Length; x++)
                result[x] += row[x] * weight;
        }
    }

    // A radius that is whole but for a rounding error must not grow by one pixel.
    private static double Ceiling(double value)
        => Math.Abs(value - Math.Round(value)) < Tolerance ? Math.Round(value) : Math.Ceiling(value);
}
