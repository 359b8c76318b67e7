using SixLabors.ImageSharp.Processing.Processors.Transforms;

namespace SixLabors.ImageSharp.Processing;

/// <summary>Resizes the image of a processing context.</summary>
public static class ResizeExtensions
{
    public static IImageProcessingContext Resize(this IImageProcessingContext source, int width, int height)
        => Resize(source, width, height, KnownResamplers.Bicubic);

    public static IImageProcessingContext Resize(
        this IImageProcessingContext source, int width, int height, IResampler sampler)
        => Resize(source, new ResizeOptions { Size = new Size(width, height), Mode = ResizeMode.Stretch, Sampler = sampler });

    public static IImageProcessingContext Resize(this IImageProcessingContext source, ResizeOptions options)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(options);
        source.Apply(options);
        return source;
    }
}
