namespace SixLabors.ImageSharp.Formats.Jpeg;

/// <summary>Encodes an image as baseline JPEG with chroma at half the resolution.</summary>
public sealed class JpegEncoder
{
    private readonly int? _quality;

    public int? Quality
    {
        get => _quality;
        init
        {
            if (value is < 1 or > 100)
                throw new ArgumentException("Quality factor must be in [1..100] range.");
            _quality = value;
        }
    }

    internal void Encode(Image image, Stream stream)
    {
        const int DefaultQuality = 75;
        if (image.Width > ushort.MaxValue || image.Height > ushort.MaxValue)
            throw new ImageFormatException($"Image is too large to encode at {image.Width}x{image.Height} for JPEG format.");
        new JpegWriter(stream, Quality ?? DefaultQuality).Write(image);
    }
}
