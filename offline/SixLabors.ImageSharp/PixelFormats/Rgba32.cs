using System.Runtime.InteropServices;

namespace SixLabors.ImageSharp.PixelFormats;

/// <summary>Red, green, blue and unassociated alpha, a byte each.</summary>
[StructLayout(LayoutKind.Sequential)]
public record struct Rgba32 : IPixel<Rgba32>
{
    public byte R;
    public byte G;
    public byte B;
    public byte A;

    public Rgba32(byte r, byte g, byte b)
        : this(r, g, b, byte.MaxValue)
    {
    }

    public Rgba32(byte r, byte g, byte b, byte a)
    {
        R = r;
        G = g;
        B = b;
        A = a;
    }

    public void FromRgba32(Rgba32 source) => this = source;

    public readonly void ToRgba32(ref Rgba32 dest) => dest = this;
}
