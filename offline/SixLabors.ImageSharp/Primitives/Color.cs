using SixLabors.ImageSharp.PixelFormats;

namespace SixLabors.ImageSharp;

/// <summary>A colour, independent of the pixel type it will be written as.</summary>
public readonly record struct Color
{
    public static readonly Color Black = FromRgb(0, 0, 0);

    public static readonly Color White = FromRgb(255, 255, 255);

    private readonly Rgba32 _value;

    private Color(Rgba32 value) => _value = value;

    public static Color FromRgb(byte r, byte g, byte b) => new(new Rgba32(r, g, b));

    public TPixel ToPixel<TPixel>()
        where TPixel : unmanaged, IPixel<TPixel>
    {
        TPixel pixel = default;
        pixel.FromRgba32(_value);
        return pixel;
    }
}
