using System.Runtime.InteropServices;
using SixLabors.ImageSharp;
using SixLabors.ImageSharp.Memory;
using SixLabors.ImageSharp.PixelFormats;
using SixLabors.ImageSharp.Processing;

namespace MlNetShallow.Pixels;

/// <summary>Brings pictures to RGB bytes of one size. Keeps buffers: one thread at a time.</summary>
internal sealed class ImageReader
{
    private readonly PictureDecoder _decoder;
    private readonly ResizeOptions _resize;
    private readonly Size _size;
    private readonly byte[] _rgb;
    private readonly Rgba32[] _resized;

    /// <param name="height">The height that pictures are brought to.</param>
    /// <param name="width">The width that they are brought to.</param>
    /// <param name="mode">How.</param>
    /// <param name="pixelCap">How many pixels a picture may have.</param>
    /// <param name="scaleWhileDecoding">Whether a picture that is much larger is decoded smaller than it is.</param>
    /// <param name="applyOrientation">Whether a picture is set upright as its EXIF says.</param>
    /// <param name="priming">What memory holds before pixels are decoded into it.</param>
    public ImageReader(
        int height,
        int width,
        ImageResizeMode mode,
        int pixelCap,
        bool scaleWhileDecoding = true,
        bool applyOrientation = true,
        byte priming = 0)
    {
        _decoder = new PictureDecoder(pixelCap, scaleWhileDecoding, applyOrientation) { Priming = priming };
        _size = new Size(width, height);
        _resize = new ResizeOptions
        {
            Size = _size,
            Mode = mode switch
            {
                ImageResizeMode.Crop => ResizeMode.Crop,
                ImageResizeMode.Pad => ResizeMode.Pad,
                _ => ResizeMode.Stretch,
            },
            // Alpha is dropped; it must not weigh the colours before.
            PremultiplyAlpha = false,
        };
        _resized = new Rgba32[height * width];
        _rgb = new byte[height * width * 3];
    }

    /// <summary>The pixels, row by row, each R, G, B. They stand until the next call.</summary>
    /// <param name="encoded">A PNG, JPEG, BMP or WebP.</param>
    /// <exception cref="FormatException">The bytes are no such picture, a damaged one, one that exceeds the limits, or one that
    /// there is not memory enough for.</exception>
    public ReadOnlySpan<byte> Decode(ReadOnlySpan<byte> encoded)
    {
        try
        {
            using DecodedPicture picture = _decoder.Decode(encoded, _size);
            if (picture.Size == _size)
                return ToRgb(picture.Pixels.Span);
            using Image<Rgba32> image = Image.WrapMemory(picture.Pixels, picture.Size.Width, picture.Size.Height);
            return Resize(image);
        }
        catch (Exception exception) when (exception is OutOfMemoryException or InvalidMemoryOperationException)
        {
            throw new FormatException("there is not enough memory to decode it", exception);
        }
    }

    /// <summary>The pixels of another size, row by row, each R, G, B. They stand until the next call.</summary>
    /// <param name="rgba">(height, width, 4).</param>
    /// <param name="height">The height of the picture.</param>
    /// <param name="width">The width of the picture.</param>
    public unsafe ReadOnlySpan<byte> Resize(ReadOnlySpan<byte> rgba, int height, int width)
    {
        if (new Size(width, height) == _size)
            return ToRgb(MemoryMarshal.Cast<byte, Rgba32>(rgba));
        fixed (byte* start = rgba)
        {
            using Image<Rgba32> image = Image.WrapMemory<Rgba32>(start, width, height);
            return Resize(image);
        }
    }

    private byte[] Resize(Image<Rgba32> image)
    {
        using Image<Rgba32> resized = image.Clone(context => context.Resize(_resize));
        resized.CopyPixelDataTo(_resized);
        return ToRgb(_resized);
    }

    private byte[] ToRgb(ReadOnlySpan<Rgba32> pixels)
    {
        PixelOperations<Rgba32>.Instance.ToRgb24Bytes(Configuration.Default, pixels, _rgb, pixels.Length);
        return _rgb;
    }
}
