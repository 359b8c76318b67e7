namespace SixLabors.ImageSharp.Processing;

/// <summary>The image that a chain of operations works on.</summary>
public interface IImageProcessingContext
{
    Size GetCurrentSize();

    internal void Apply(ResizeOptions options);
}
