using System.Runtime.InteropServices;

namespace SixLabors.ImageSharp.PixelFormats;

/// <summary>Red, green and blue, a byte each.</summary>
[StructLayout(LayoutKind.Sequential)]
public record struct Rgb24 : IPixel<Rgb24>
{
    public byte R;
    public byte G;
    public byte B;

    public Rgb24(byte r, byte g, byte b)
    {
        R = r;
        G = g;
        B = b;
    }

    public void FromRgba32(Rgba32 source) => this = new Rgb24(source.R, source.G, source.B);

    public readonly void ToRgba32(ref Rgba32 dest) => dest = new Rgba32(R, G, B);
}
