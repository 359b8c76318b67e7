using System.Runtime.InteropServices;
using SixLabors.ImageSharp.PixelFormats;
using SixLabors.ImageSharp.Processing;

namespace SixLabors.ImageSharp;

/// <summary>An image whose pixels lie row by row in one array.</summary>
public sealed class Image<TPixel> : Image
    where TPixel : unmanaged, IPixel<TPixel>
{
    private TPixel[]? _pixels;

    public Image(int width, int height)
        : this(Configuration.Default, width, height)
    {
    }

    public Image(Configuration configuration, int width, int height)
        : base(configuration, new Size(width, height))
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(height);
        _pixels = new TPixel[checked(width * height)];
    }

    internal Span<TPixel> Pixels
    {
        get
        {
            ObjectDisposedException.ThrowIf(_pixels is null, this);
            return _pixels;
        }
    }

    public void ProcessPixelRows(PixelAccessorAction<TPixel> processPixels)
    {
        ArgumentNullException.ThrowIfNull(processPixels);
        ObjectDisposedException.ThrowIf(_pixels is null, this);
        processPixels(new PixelAccessor<TPixel>(this));
    }

    public void CopyPixelDataTo(Span<TPixel> destination)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(destination.Length, Pixels.Length, nameof(destination));
        Pixels.CopyTo(destination);
    }

    public void CopyPixelDataTo(Span<byte> destination) => CopyPixelDataTo(MemoryMarshal.Cast<byte, TPixel>(destination));

    public Image<TPixel> Clone()
    {
        Image<TPixel> clone = new(Configuration, Width, Height);
        Pixels.CopyTo(clone.Pixels);
        return clone;
    }

    internal Span<TPixel> Row(int y)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)y, (uint)Height, nameof(y));
        return Pixels.Slice(y * Width, Width);
    }

    internal override void CopyRowTo(int y, Span<Rgba32> destination)
    {
        Span<TPixel> row = Row(y);
        for (int x = 0; x < row.Length; x++)
            row[x].ToRgba32(ref destination[x]);
    }

    internal override void Resize(ResizeOptions options)
    {
        using Image<TPixel> resized = Resizer.Resize(this, options);
        _pixels = resized._pixels;
        Size = resized.Size;
    }

    protected override void Dispose(bool disposing) => _pixels = null;
}
