using SixLabors.ImageSharp;

namespace MlNetShallow.Pixels;

/// <summary>What a picture may have at most. It is checked before memory is taken for what exceeds it.</summary>
internal readonly struct PictureLimits(int pixelCap)
{
    /// <summary>The largest width and the largest height.</summary>
    public const int LargestSide = 65_535;

    // A progressive JPEG has about ten scans; each is a pass over the whole picture, for which it takes no more than a few bytes.
    private const long MostPasses = 16;

    // Of the formats that are read, PNG with 16 bits a channel takes the most for a pixel; the rest is for what is no pixel.
    private const long MostBytesPerPixel = 8;
    private const long BytesBesidePixels = 16 << 20;

    /// <exception cref="FormatException">It is too long.</exception>
    public void CheckLength(long length)
    {
        long most = Math.Min((MostBytesPerPixel * pixelCap) + BytesBesidePixels, Array.MaxLength);
        if (length > most)
        {
            throw new FormatException($"it has {length} bytes, more than the {most} that are read with a "
                + $"{nameof(ImageFlatteningEstimator.Options.PixelCap)} of {pixelCap}");
        }
    }

    /// <exception cref="FormatException">Decoding it would take too long.</exception>
    public void CheckScans(Size size, int scans)
    {
        if ((long)size.Width * size.Height * scans > MostPasses * pixelCap)
        {
            throw new FormatException($"it has {size.Width} × {size.Height} pixels in {scans} scans, more than {MostPasses} times the "
                + $"{nameof(ImageFlatteningEstimator.Options.PixelCap)} of {pixelCap} in all");
        }
    }

    /// <exception cref="FormatException">It has too many pixels, or a side that is too long.</exception>
    public void CheckSize(Size size)
    {
        if (size.Width > LargestSide || size.Height > LargestSide)
        {
            throw new FormatException($"its header declares {size.Width} × {size.Height} pixels, and a side may have "
                + $"{LargestSide} at most");
        }

        if ((long)size.Width * size.Height > pixelCap)
        {
            throw new FormatException($"its header declares {size.Width} × {size.Height} pixels, more than the "
                + $"{nameof(ImageFlatteningEstimator.Options.PixelCap)} of {pixelCap}");
        }
    }
}
