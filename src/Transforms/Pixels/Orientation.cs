using SixLabors.ImageSharp;
using SixLabors.ImageSharp.PixelFormats;
using SkiaSharp;

namespace MlNetShallow.Pixels;

/// <summary>Where a camera was turned to: on which sides of what it saw the first row and the first column of pixels are.
/// </summary>
internal readonly struct Orientation(SKEncodedOrigin origin)
{
    private readonly bool _isTransposed = origin >= SKEncodedOrigin.LeftTop;

    private readonly bool _isFlippedAcross = origin is SKEncodedOrigin.TopRight or SKEncodedOrigin.BottomRight
        or SKEncodedOrigin.RightTop or SKEncodedOrigin.RightBottom;

    private readonly bool _isFlippedDown = origin is SKEncodedOrigin.BottomRight or SKEncodedOrigin.BottomLeft
        or SKEncodedOrigin.RightBottom or SKEncodedOrigin.LeftBottom;

    /// <summary>Upright already.</summary>
    public static Orientation Upright { get; } = new(SKEncodedOrigin.TopLeft);

    public bool IsUpright => !_isTransposed && !_isFlippedAcross && !_isFlippedDown;

    /// <summary>The size upright of what is stored in the given size; and the other way about.</summary>
    public Size Turn(Size size) => _isTransposed ? new Size(size.Height, size.Width) : size;

    /// <summary>Sets pixels upright.</summary>
    /// <param name="stored">(h, w), or (w, h) where rows are upright columns.</param>
    /// <param name="size">The size upright: h, w.</param>
    /// <param name="upright">(h, w).</param>
    public void Turn(ReadOnlySpan<Rgba32> stored, Size size, Span<Rgba32> upright)
    {
        (int across, int down) = _isTransposed ? (size.Height, 1) : (1, size.Width);
        int first = 0;
        if (_isFlippedAcross)
            (first, across) = (first + ((size.Width - 1) * across), -across);
        if (_isFlippedDown)
            (first, down) = (first + ((size.Height - 1) * down), -down);
        for (int y = 0, target = 0; y < size.Height; y++, first += down)
        {
            for (int x = 0, source = first; x < size.Width; x++, source += across, target++)
                upright[target] = stored[source];
        }
    }
}
