using SixLabors.ImageSharp.PixelFormats;

namespace SixLabors.ImageSharp.Processing;

/// <summary>Runs operations on an image or on a copy of it.</summary>
public static class ProcessingExtensions
{
    public static void Mutate(this Image source, Action<IImageProcessingContext> operation)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(operation);
        operation(new Context(source));
    }

    public static Image<TPixel> Clone<TPixel>(this Image<TPixel> source, Action<IImageProcessingContext> operation)
        where TPixel : unmanaged, IPixel<TPixel>
    {
        ArgumentNullException.ThrowIfNull(source);
        Image<TPixel> clone = source.Clone();
        clone.Mutate(operation);
        return clone;
    }

    private sealed class Context(Image image) : IImageProcessingContext
    {
        public Size GetCurrentSize() => image.Size;

        void IImageProcessingContext.Apply(ResizeOptions options) => image.Resize(options);
    }
}
