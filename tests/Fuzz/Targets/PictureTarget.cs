using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetShallow.Fuzz.Mutations;
using MlNetShallow.Pixels;
using SkiaSharp;

namespace MlNetShallow.Fuzz.Targets;

/// <summary>Pictures in memory, flattened at the default size, which is what most are trained on.</summary>
internal sealed class PictureTarget : ITarget
{
    private const int Side = 64;
    private const byte Priming = 0xA5;

    // Edits of longer ones take their time and find no more.
    private const int MostLength = 1 << 16;

    private readonly Seed[] _seeds = Seeds();
    private readonly PredictionEngine<Encoded, Flattened> _flattening;
    private readonly ImageReader _primed = new(
        Side, Side, ImageResizeMode.Stretch, new ImageFlatteningEstimator.Options().PixelCap, priming: Priming);

    private Seed _seed;

    public PictureTarget()
    {
        _seed = _seeds[0];
        var context = new MLContext();
        IDataView none = context.Data.LoadFromEnumerable<Encoded>([]);
        ITransformer flattening = context.Transforms.FlattenImages(new ImageFlatteningEstimator.Options
        {
            InputColumnName = nameof(Encoded.Picture),
            OutputColumnName = nameof(Flattened.Pixels),
            OutputKind = DataKind.Byte,
            Height = Side,
            Width = Side,
        }).Fit(none);
        _flattening = context.Model.CreatePredictionEngine<Encoded, Flattened>(flattening);
    }

    public byte[] Make(Random random)
    {
        _seed = random.Pick(_seeds);
        byte[] picture = _seed.Picture;
        bool edits = random.Chance(0.7);
        if (edits && PngEdits.IsOne(picture))
            return PngEdits.Apply(picture, random);
        if (edits && JpegEdits.IsOne(picture))
            return JpegEdits.Apply(picture, random);
        if (edits && RiffEdits.IsOne(picture))
            return RiffEdits.Apply(picture, random);
        return ByteEdits.Apply(picture, random);
    }

    public bool Read(byte[] input)
    {
        // What is left in buffers of the picture before must not come back in this one.
        TryFlatten(_seed.Picture);
        if (TryFlatten(input) is not { } pixels)
            return false;
        TryFlatten(_seed.Noise);
        if (TryFlatten(input) is not { } again)
            throw new InvalidOperationException("It is read at first and refused the second time.");
        if (!pixels.AsSpan().SequenceEqual(again))
            throw new InvalidOperationException("Its pixels are others the second time.");
        if (!pixels.AsSpan().SequenceEqual(_primed.Decode(input)))
            throw new InvalidOperationException("Some of its pixels are what memory held before.");
        return true;
    }

    private byte[]? TryFlatten(byte[] picture)
    {
        try
        {
            return [.. _flattening.Predict(new Encoded { Picture = new(picture.Length, picture) }).Pixels.GetValues()];
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static Seed[] Seeds()
    {
        IEnumerable<byte[]> files = SeedFiles.Of("pictures").Where(file => file.Length is > 0 and < MostLength);
        using SKBitmap noise = Noise(Side, Side);
        byte[][] drawn =
        [
            .. from format in (SKEncodedImageFormat[])
                   [SKEncodedImageFormat.Png, SKEncodedImageFormat.Jpeg, SKEncodedImageFormat.Webp]
               from quality in (int[])[50, 100]
               select Encode(noise, format, quality),
        ];
        return [.. files.Concat(drawn).Select(picture => new Seed(picture, NoiseOfTheSize(picture)))];
    }

    private static byte[] NoiseOfTheSize(byte[] picture)
    {
        using SKCodec? codec = SKCodec.Create(new MemoryStream(picture));
        (int width, int height) = codec is null ? (Side, Side) : (codec.Info.Width, codec.Info.Height);
        using SKBitmap noise = Noise(Math.Min(width, 256), Math.Min(height, 256));
        return Encode(noise, SKEncodedImageFormat.Png, quality: 100);
    }

    private static SKBitmap Noise(int width, int height)
    {
        var random = new Random(width + (1000 * height));
        var noise = new SKBitmap(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Opaque));
        for (int i = 0; i < width * height; i++)
        {
            noise.SetPixel(i % width, i / width, new SKColor(
                (byte)random.Next(256), (byte)random.Next(256), (byte)random.Next(256)));
        }

        return noise;
    }

    private static byte[] Encode(SKBitmap bitmap, SKEncodedImageFormat format, int quality)
    {
        using SKData data = bitmap.Encode(format, quality);
        return data.ToArray();
    }

    /// <param name="Picture">What is edited.</param>
    /// <param name="Noise">Another picture of its size.</param>
    private sealed record Seed(byte[] Picture, byte[] Noise);

    private sealed class Encoded
    {
        public VBuffer<byte> Picture { get; set; }
    }

    private sealed class Flattened
    {
        [VectorType(Side * Side * 3)]
        public VBuffer<byte> Pixels { get; set; }
    }
}
