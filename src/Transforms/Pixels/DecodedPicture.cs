using System.Buffers;
using SixLabors.ImageSharp;
using SixLabors.ImageSharp.PixelFormats;

namespace MlNetShallow.Pixels;

/// <summary>Pixels in memory that others use again after <see cref="Dispose"/>.</summary>
internal readonly struct DecodedPicture(Rgba32[] rented, Size size) : IDisposable
{
    /// <summary>(height, width), row by row.</summary>
    public Memory<Rgba32> Pixels => rented.AsMemory(0, size.Width * size.Height);

    public Size Size => size;

    public void Dispose() => ArrayPool<Rgba32>.Shared.Return(rented);
}
