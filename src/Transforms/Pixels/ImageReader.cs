using SixLabors.ImageSharp;
using SixLabors.ImageSharp.Formats.Bmp;
using SixLabors.ImageSharp.Formats.Jpeg;
using SixLabors.ImageSharp.Formats.Png;
using SixLabors.ImageSharp.PixelFormats;
using SixLabors.ImageSharp.Processing;

namespace MlNetShallow.Pixels;

/// <summary>Brings pictures to RGB bytes of one size. Keeps a buffer: one thread at a time.</summary>
internal sealed class ImageReader
{
    // Few formats: a decoder that is not there cannot be attacked.
    private static readonly Configuration Decoding = new(
        new PngConfigurationModule(), new JpegConfigurationModule(), new BmpConfigurationModule());

    private readonly int _pixelCap;
    private readonly ResizeOptions _resize;
    private readonly byte[] _rgb;

    public ImageReader(int height, int width, ImageResizeMode mode, int pixelCap)
    {
        _pixelCap = pixelCap;
        _rgb = new byte[height * width * 3];
        _resize = new ResizeOptions
        {
            Size = new Size(width, height),
            Mode = mode switch
            {
                ImageResizeMode.Crop => ResizeMode.Crop,
                ImageResizeMode.Pad => ResizeMode.Pad,
                _ => ResizeMode.Stretch,
            },
        };
    }

    /// <summary>The pixels, row by row, each R, G, B. They stand until the next call.</summary>
    /// <param name="encoded">A PNG, JPEG or BMP.</param>
    /// <exception cref="FormatException">The bytes are no such picture, or a damaged one, or have too many pixels.</exception>
    public ReadOnlySpan<byte> Decode(ReadOnlySpan<byte> encoded)
    {
        if (encoded.IsEmpty)
            throw new FormatException("it is empty");
        try
        {
            IImageInfo info = Image.Identify(Decoding, new MemoryStream(encoded.ToArray())) ?? throw new FormatException("it is not a PNG, JPEG or BMP");
            if ((long)info.Width * info.Height > _pixelCap)
            {
                throw new FormatException($"its header declares {info.Width} × {info.Height} pixels, more than the "
                    + $"{nameof(ImageFlatteningEstimator.Options.PixelCap)} of {_pixelCap}");
            }

            if (IsCutOff(encoded))
                throw new FormatException("it is truncated: the end of the picture is missing");

            using Image<Rgb24> image = Image.Load<Rgb24>(Decoding, encoded);
            return Resize(image);
        }
        catch (UnknownImageFormatException exception)
        {
            throw new FormatException("it is not a PNG, JPEG or BMP", exception);
        }
        // On damaged data a decoder can stumble over more than the exceptions it documents.
        catch (Exception exception) when (exception is not (FormatException or OutOfMemoryException))
        {
            throw new FormatException($"it is damaged: {exception.Message.TrimEnd('.')}", exception);
        }
    }

    /// <summary>The pixels, row by row, each R, G, B. They stand until the next call.</summary>
    /// <param name="rgb">(height, width, 3).</param>
    /// <param name="height">The height of the picture.</param>
    /// <param name="width">The width of the picture.</param>
    public ReadOnlySpan<byte> Resize(ReadOnlySpan<byte> rgb, int height, int width)
    {
        using Image<Rgb24> image = Image.LoadPixelData<Rgb24>(rgb, width, height);
        return Resize(image);
    }

    private byte[] Resize(Image<Rgb24> image)
    {
        if (image.Size() != _resize.Size)
            image.Mutate(context => context.Resize(_resize));
        image.CopyPixelDataTo(_rgb);
        return _rgb;
    }

    // The decoders fill what is missing of a PNG or JPEG with black or grey and say nothing.
    private static bool IsCutOff(ReadOnlySpan<byte> encoded)
    {
        ReadOnlySpan<byte> startOfScan = [0xFF, 0xDA], endOfImage = [0xFF, 0xD9];
        return encoded[0] switch
        {
            0x89 => encoded.LastIndexOf("IEND"u8) < 0,
            // Within a scan neither marker can occur, and a thumbnail's come before it.
            0xFF => encoded.LastIndexOf(endOfImage) < encoded.LastIndexOf(startOfScan),
            _ => false,
        };
    }
}
