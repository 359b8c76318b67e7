using System.Numerics;
using SixLabors.ImageSharp.PixelFormats;

namespace SixLabors.ImageSharp.Processing;

/// <summary>Resamples an image, columns first, in linear combinations of premultiplied pixels.</summary>
internal static class Resizer
{
    public static Image<TPixel> Resize<TPixel>(Image<TPixel> source, ResizeOptions options)
        where TPixel : unmanaged, IPixel<TPixel>
    {
        ResizePlacement placement = ResizePlacement.Of(source.Size, options);
        if (placement == new ResizePlacement(source.Size, 0, 0, source.Width, source.Height))
            return source.Clone();

        Image<TPixel> target = new(source.Configuration, placement.Size.Width, placement.Size.Height);
        Resample(source, target, placement, options);
        return target;
    }

    private static void Resample<TPixel>(
        Image<TPixel> source, Image<TPixel> target, ResizePlacement placement, ResizeOptions options)
        where TPixel : unmanaged, IPixel<TPixel>
    {
        (int left, int right) = Visible(placement.X, placement.Width, target.Width);
        (int top, int bottom) = Visible(placement.Y, placement.Height, target.Height);
        ResizeKernel[] columns = ResizeKernel.ForAll(options.Sampler, source.Width, placement.Width);
        ResizeKernel[] rows = ResizeKernel.ForAll(options.Sampler, source.Height, placement.Height);

        // Only the rows that one kernel spans are kept at a time.
        Vector4[][] window = new Vector4[rows.Max(kernel => kernel.End - kernel.Start)][];
        for (int i = 0; i < window.Length; i++)
            window[i] = new Vector4[right - left];

        Vector4[] line = new Vector4[source.Width];
        Vector4[] result = new Vector4[right - left];
        int next = rows[top - placement.Y].Start;
        for (int y = top; y < bottom; y++)
        {
            ResizeKernel kernel = rows[y - placement.Y];
            for (; next < kernel.End; next++)
            {
                Premultiply(source.Row(next), line);
                Vector4[] resampled = window[next % window.Length];
                for (int x = left; x < right; x++)
                    resampled[x - left] = columns[x - placement.X].Convolve(line);
            }

            kernel.Convolve(window, result);
            Unpremultiply(result, target.Row(y)[left..right]);
        }
    }

    private static (int Start, int End) Visible(int offset, int length, int available)
        => (Math.Max(0, offset), Math.Min(available, offset + length));

    private static void Premultiply<TPixel>(ReadOnlySpan<TPixel> pixels, Span<Vector4> result)
        where TPixel : unmanaged, IPixel<TPixel>
    {
        Rgba32 rgba = default;
        for (int x = 0; x < pixels.Length; x++)
        {
            pixels[x].ToRgba32(ref rgba);
            Vector4 color = new Vector4(rgba.R, rgba.G, rgba.B, rgba.A) * (1 / 255f);
            result[x] = rgba.A == byte.MaxValue ? color : (color * color.W) with { W = color.W };
        }
    }

    private static void Unpremultiply<TPixel>(ReadOnlySpan<Vector4> colors, Span<TPixel> result)
        where TPixel : unmanaged, IPixel<TPixel>
    {
        for (int x = 0; x < colors.Length; x++)
        {
            Vector4 color = colors[x];
            if (color.W != 0)
                color = (color / color.W) with { W = color.W };

            color = Vector4.Clamp((color * 255) + new Vector4(0.5f), Vector4.Zero, new Vector4(255));
            result[x].FromRgba32(new Rgba32((byte)color.X, (byte)color.Y, (byte)color.Z, (byte)color.W));
        }
    }
}
