using System.Runtime.InteropServices;

namespace SixLabors.ImageSharp.PixelFormats;

/// <summary>Blue, green, red and unassociated alpha, a byte each.</summary>
[StructLayout(LayoutKind.Sequential)]
public record struct Bgra32 : IPixel<Bgra32>
{
    public byte B;
    public byte G;
    public byte R;
    public byte A;

    public Bgra32(byte r, byte g, byte b, byte a)
    {
        R = r;
        G = g;
        B = b;
        A = a;
    }

    public void FromRgba32(Rgba32 source) => this = new Bgra32(source.R, source.G, source.B, source.A);

    public readonly void ToRgba32(ref Rgba32 dest) => dest = new Rgba32(R, G, B, A);
}
