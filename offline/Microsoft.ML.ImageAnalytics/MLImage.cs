using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using SixLabors.ImageSharp;
using SixLabors.ImageSharp.PixelFormats;
using SixLabors.ImageSharp.Processing;

namespace Microsoft.ML.Data;

/// <summary>A picture of 32-bit pixels, their colors multiplied by their alpha.</summary>
public sealed class MLImage : IDisposable
{
    private const int BytesPerPixel = 4;

    private readonly int _width;
    private readonly int _height;
    private readonly MLPixelFormat _pixelFormat;
    private byte[]? _pixels;
    private string? _tag;

    private MLImage(int width, int height, MLPixelFormat pixelFormat, byte[] pixels)
    {
        _width = width;
        _height = height;
        _pixelFormat = pixelFormat;
        _pixels = pixels;
    }

    public int Width => Checked(_width);

    public int Height => Checked(_height);

    public MLPixelFormat PixelFormat => Checked(_pixelFormat);

    public ReadOnlySpan<byte> Pixels => Checked(_pixels);

    // Not marked as nullable where it is read: ML.NET itself has no such marks.
    [AllowNull]
    public string Tag
    {
        get => Checked(_tag)!;
        set => _tag = Checked(value);
    }

    public static MLImage CreateFromStream(Stream imageStream)
    {
        ArgumentNullException.ThrowIfNull(imageStream);
        return Decode(imageStream) ?? throw new ArgumentException("Invalid input stream contents", nameof(imageStream));
    }

    public static MLImage CreateFromPixels(int width, int height, MLPixelFormat pixelFormat, ReadOnlySpan<byte> imagePixelData)
    {
        if (pixelFormat is not (MLPixelFormat.Bgra32 or MLPixelFormat.Rgba32))
            throw new ArgumentException("Unsupported pixel format", nameof(pixelFormat));
        if (width <= 0)
            throw new ArgumentException("Invalid width value.", nameof(width));
        if (height <= 0)
            throw new ArgumentException("Invalid height value.", nameof(height));
        if (imagePixelData.Length != (long)width * height * BytesPerPixel)
            throw new ArgumentException("Invalid imagePixelData buffer size.", nameof(imagePixelData));
        return new MLImage(width, height, pixelFormat, imagePixelData.ToArray());
    }

    public void Dispose() => _pixels = null;

    /// <summary>The image stretched to a size; the nearest pixel stands for each.</summary>
    internal MLImage Stretch(int width, int height)
    {
        ReadOnlySpan<int> source = MemoryMarshal.Cast<byte, int>(Pixels);
        byte[] pixels = new byte[width * height * BytesPerPixel];
        Span<int> target = MemoryMarshal.Cast<byte, int>(pixels.AsSpan());
        for (int y = 0; y < height; y++)
        {
            ReadOnlySpan<int> row = source.Slice(Nearest(y, height, _height) * _width, _width);
            for (int x = 0; x < width; x++)
                target[(y * width) + x] = row[Nearest(x, width, _width)];
        }

        return new MLImage(width, height, _pixelFormat, pixels);
    }

    /// <summary>The image scaled to a size and drawn onto a black canvas, from where it may stick out.</summary>
    internal MLImage Draw(int canvasWidth, int canvasHeight, int left, int top, int width, int height)
    {
        byte[] canvas = new byte[canvasWidth * canvasHeight * BytesPerPixel];
        if (width > 0 && height > 0)
        {
            using Image<Bgra32> scaled = SixLabors.ImageSharp.Image.LoadPixelData<Bgra32>(OpaqueBgra(), _width, _height);
            scaled.Mutate(context => context.Resize(width, height, KnownResamplers.Triangle));
            Span<Bgra32> target = MemoryMarshal.Cast<byte, Bgra32>(canvas.AsSpan());
            int firstX = Math.Max(0, left);
            int count = Math.Min(canvasWidth, left + width) - firstX;
            Bgra32[] pixels = new Bgra32[width * height];
            scaled.CopyPixelDataTo(pixels);
            for (int y = Math.Max(0, top); y < Math.Min(canvasHeight, top + height); y++)
            {
                pixels.AsSpan(((y - top) * width) + firstX - left, count)
                    .CopyTo(target[((y * canvasWidth) + firstX)..]);
            }
        }

        return new MLImage(canvasWidth, canvasHeight, MLPixelFormat.Bgra32, canvas);
    }

    private static MLImage? Decode(Stream stream)
    {
        try
        {
            using Image<Bgra32> image = SixLabors.ImageSharp.Image.Load<Bgra32>(stream);
            byte[] bytes = new byte[checked(image.Width * image.Height * BytesPerPixel)];
            image.CopyPixelDataTo(bytes);
            foreach (ref Bgra32 pixel in MemoryMarshal.Cast<byte, Bgra32>(bytes.AsSpan()))
            {
                int alpha = pixel.A;
                pixel = new Bgra32(Multiply(pixel.R), Multiply(pixel.G), Multiply(pixel.B), pixel.A);

                byte Multiply(byte color) => (byte)(((color * alpha) + 127) / 255);
            }

            return new MLImage(image.Width, image.Height, MLPixelFormat.Bgra32, bytes);
        }
        catch (Exception exception) when (exception
            is ImageFormatException or NotSupportedException or InvalidDataException or OverflowException)
        {
            return null;
        }
    }

    private static int Nearest(int target, int targetLength, int sourceLength)
        => (int)(((2L * target) + 1) * sourceLength / (2L * targetLength));

    private byte[] OpaqueBgra()
    {
        byte[] pixels = Pixels.ToArray();
        for (int i = 0; i < pixels.Length; i += BytesPerPixel)
        {
            if (_pixelFormat == MLPixelFormat.Rgba32)
                (pixels[i], pixels[i + 2]) = (pixels[i + 2], pixels[i]);
            pixels[i + 3] = byte.MaxValue;
        }

        return pixels;
    }

    private T Checked<T>(T value) => _pixels is not null ? value : throw new InvalidOperationException("Object is disposed.");
}
