using System.Runtime.InteropServices;
using SixLabors.ImageSharp.PixelFormats;
using SixLabors.ImageSharp.Processing;

namespace SixLabors.ImageSharp;

/// <summary>An image in memory, whatever its pixel type.</summary>
public abstract partial class Image : IDisposable
{
    private protected Image(Configuration configuration, Size size)
    {
        Configuration = configuration;
        Size = size;
    }

    public Configuration Configuration { get; }

    public Size Size { get; private protected set; }

    public int Width => Size.Width;

    public int Height => Size.Height;

    public static Image<TPixel> LoadPixelData<TPixel>(ReadOnlySpan<byte> data, int width, int height)
        where TPixel : unmanaged, IPixel<TPixel>
        => LoadPixelData(MemoryMarshal.Cast<byte, TPixel>(data), width, height);

    public static Image<TPixel> LoadPixelData<TPixel>(ReadOnlySpan<TPixel> data, int width, int height)
        where TPixel : unmanaged, IPixel<TPixel>
    {
        int count = width * height;
        ArgumentOutOfRangeException.ThrowIfLessThan(data.Length, count, nameof(data));

        Image<TPixel> image = new(width, height);
        data[..count].CopyTo(image.Pixels);
        return image;
    }

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected abstract void Dispose(bool disposing);

    internal abstract void CopyRowTo(int y, Span<Rgba32> destination);

    internal abstract void Resize(ResizeOptions options);
}
