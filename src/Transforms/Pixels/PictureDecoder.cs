using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using SixLabors.ImageSharp;
using SixLabors.ImageSharp.PixelFormats;
using SkiaSharp;

namespace MlNetShallow.Pixels;

/// <summary>Decodes pictures with Skia's codecs, which are those of a browser: made for pictures from anybody. Thread-safe.
/// </summary>
/// <param name="pixelCap">How many pixels a picture may have.</param>
/// <param name="scales">Whether a picture that is much larger than wanted is decoded smaller than it is.</param>
/// <param name="setsUpright">Whether the orientation that a camera has noted is heeded.</param>
internal sealed class PictureDecoder(int pixelCap, bool scales, bool setsUpright)
{
    // What resampling to the wanted size needs, so that what the codec has averaged already is not seen in it.
    private const int LeastOversize = 2;

    // In these steps the codecs of JPEG scale.
    private const int ScaleSteps = 8;

    // Between the pixels of a JPEG no such bytes can stand.
    private static ReadOnlySpan<byte> StartOfScan => [0xFF, 0xDA];

    private readonly PictureLimits _limits = new(pixelCap);

    /// <summary>What memory holds before pixels are decoded into it. Tests look whether any of it is left.</summary>
    public byte Priming { get; init; }

    /// <summary>Decodes the first frame, and sets it upright.</summary>
    /// <param name="encoded">A picture in one of the formats.</param>
    /// <param name="wanted">The size that it will be brought to.</param>
    /// <exception cref="FormatException">It is none, a damaged one, or exceeds the limits.</exception>
    public unsafe DecodedPicture Decode(ReadOnlySpan<byte> encoded, Size wanted)
    {
        if (encoded.IsEmpty)
            throw new FormatException("it is empty");
        _limits.CheckLength(encoded.Length);
        SKEncodedImageFormat format = PictureFormat.Of(encoded)
            ?? throw new FormatException($"it is not a {PictureFormat.Names}");
        if (format == SKEncodedImageFormat.Webp)
            CheckThatRiffIsWhole(encoded);
        fixed (byte* start = encoded)
        {
            using SKData data = SKData.Create((nint)start, encoded.Length);
            using SKCodec? codec = SKCodec.Create(data);
            if (codec is null || codec.EncodedFormat != format)
                throw new FormatException("it is damaged, or truncated before the first pixel");
            SKImageInfo info = codec.Info;
            _limits.CheckSize(new Size(info.Width, info.Height));
            if (format == SKEncodedImageFormat.Jpeg)
                _limits.CheckScans(new Size(info.Width, info.Height), encoded.Count(StartOfScan));
            Orientation orientation = setsUpright ? new(OriginOf(codec, encoded)) : Orientation.Upright;
            Size size = scales ? SmallestEnough(codec, orientation.Turn(wanted)) : new Size(info.Width, info.Height);
            var stored = new DecodedPicture(Pixels(codec, size), size);
            return orientation.IsUpright ? stored : SetUpright(stored, orientation);
        }
    }

    // Behind the pixels may be what says how to turn them.
    private static void CheckThatRiffIsWhole(ReadOnlySpan<byte> webp)
    {
        const int Outside = 8;
        uint inside = BinaryPrimitives.ReadUInt32LittleEndian(webp[4..]);
        if (webp.Length < Outside + (long)inside)
            throw new FormatException($"it is truncated: it has {webp.Length} bytes of {Outside + (long)inside}");
    }

    private static SKEncodedOrigin OriginOf(SKCodec codec, ReadOnlySpan<byte> encoded)
        => codec.EncodedFormat == SKEncodedImageFormat.Png ? PngOrientation.Of(encoded) : codec.EncodedOrigin;

    private static Size SmallestEnough(SKCodec codec, Size wanted)
    {
        for (int step = 1; step < ScaleSteps; step++)
        {
            SKSizeI scaled = codec.GetScaledDimensions((float)step / ScaleSteps);
            if (scaled.Width >= LeastOversize * wanted.Width && scaled.Height >= LeastOversize * wanted.Height)
                return new Size(scaled.Width, scaled.Height);
        }

        return new Size(codec.Info.Width, codec.Info.Height);
    }

    private static DecodedPicture SetUpright(DecodedPicture stored, Orientation orientation)
    {
        using (stored)
        {
            Size size = orientation.Turn(stored.Size);
            var upright = new DecodedPicture(ArrayPool<Rgba32>.Shared.Rent(size.Width * size.Height), size);
            orientation.Turn(stored.Pixels.Span, size, upright.Pixels.Span);
            return upright;
        }
    }

    private unsafe Rgba32[] Pixels(SKCodec codec, Size size)
    {
        int count = size.Width * size.Height;
        Rgba32[] pixels = ArrayPool<Rgba32>.Shared.Rent(count);
        // Without a colour space nothing is converted: the numbers of the file. Nor are they multiplied by alpha.
        var info = new SKImageInfo(size.Width, size.Height, SKColorType.Rgba8888, SKAlphaType.Unpremul, colorspace: null);
        // No pixel of the picture before may be left, whatever a codec leaves out.
        MemoryMarshal.AsBytes(pixels.AsSpan(0, count)).Fill(Priming);
        SKCodecResult result;
        fixed (Rgba32* start = pixels)
            result = codec.GetPixels(info, (nint)start, info.RowBytes, SKCodecOptions.Default);
        if (result == SKCodecResult.Success)
            return pixels;
        ArrayPool<Rgba32>.Shared.Return(pixels);
        throw new FormatException(Why(result));
    }

    private static string Why(SKCodecResult result) => result switch
    {
        SKCodecResult.IncompleteInput => "it is truncated or damaged: pixels are missing",
        SKCodecResult.ErrorInInput or SKCodecResult.InvalidInput => "it is damaged",
        SKCodecResult.Unimplemented => "it makes use of its format in a way that is not supported",
        _ => $"it cannot be decoded ({result})",
    };
}
