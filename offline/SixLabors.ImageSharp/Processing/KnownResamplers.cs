using SixLabors.ImageSharp.Processing.Processors.Transforms;

namespace SixLabors.ImageSharp.Processing;

/// <summary>The resampling kernels.</summary>
public static class KnownResamplers
{
    public static IResampler Bicubic { get; } = new Kernel(2, CatmullRom);

    public static IResampler Triangle { get; } = new Kernel(1, static x => Math.Max(0, 1 - Math.Abs(x)));

    private static float CatmullRom(float x)
    {
        x = Math.Abs(x);
        return x switch
        {
            <= 1 => (((1.5f * x) - 2.5f) * x * x) + 1,
            < 2 => (((((-0.5f * x) + 2.5f) * x) - 4) * x) + 2,
            _ => 0,
        };
    }

    private sealed class Kernel(float radius, Func<float, float> value) : IResampler
    {
        public float Radius => radius;

        public float GetValue(float x) => value(x);
    }
}
