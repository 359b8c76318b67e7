using Microsoft.ML;
using MlNetShallow.Pixels;
using MlNetShallow.Tests.Shared;
using SkiaSharp;

namespace MlNetShallow.Transforms.Tests;

/// <summary>Pictures that are decoded smaller than they are.</summary>
public class ScaledDecodingTests
{
    private static readonly byte[] Photo = Encode(640, 480, SKEncodedImageFormat.Jpeg);

    /// <summary>The smallest eighth of 640 × 480 of which both sides are at least twice as long as wanted.</summary>
    [Theory]
    [InlineData(30, 40, 80, 60)] // 1/8
    [InlineData(31, 40, 160, 120)] // 60 < 2 · 31
    [InlineData(30, 41, 160, 120)]
    [InlineData(60, 64, 160, 120)] // 2/8
    [InlineData(64, 64, 240, 180)] // 3/8
    [InlineData(210, 64, 560, 420)] // 7/8
    [InlineData(211, 64, 640, 480)]
    [InlineData(480, 640, 640, 480)]
    [InlineData(1000, 1000, 640, 480)]
    public void TheSmallestScaleThatLeavesTwiceTheWantedSize(int height, int width, int decodedWidth, int decodedHeight)
    {
        using DecodedPicture picture = new PictureDecoder(pixelCap: 1 << 20, scales: true, setsUpright: true)
            .Decode(Photo, new(width, height));

        Assert.Equal(new(decodedWidth, decodedHeight), picture.Size);
    }

    [Fact]
    public void AnOddSizeIsRoundedUpToWholePixels()
    {
        byte[] odd = Encode(645, 485, SKEncodedImageFormat.Jpeg);

        using DecodedPicture picture = new PictureDecoder(pixelCap: 1 << 20, scales: true, setsUpright: true)
            .Decode(odd, new(8, 8));

        Assert.Equal(new(81, 61), picture.Size);
    }

    [Theory]
    [InlineData(SKEncodedImageFormat.Png, 640)]
    [InlineData(SKEncodedImageFormat.Jpeg, 80)]
    [InlineData(SKEncodedImageFormat.Webp, 80)]
    public void OnlySomeFormatsHaveScales(SKEncodedImageFormat format, int decodedWidth)
    {
        using DecodedPicture picture = new PictureDecoder(pixelCap: 1 << 20, scales: true, setsUpright: true)
            .Decode(Encode(640, 480, format), new(8, 8));

        Assert.Equal(decodedWidth, picture.Size.Width);
    }

    /// <summary>What is averaged twice is nearly what is averaged once. Bounds are twice what was found.</summary>
    [Theory]
    [InlineData(SKEncodedImageFormat.Jpeg)]
    [InlineData(SKEncodedImageFormat.Webp)]
    public void PixelsAreNearlyThoseOfAFullDecode(SKEncodedImageFormat format)
    {
        byte[] encoded = Encode(640, 480, format);

        byte[] scaled = Read(encoded, scaleWhileDecoding: true), full = Read(encoded, scaleWhileDecoding: false);

        Assert.NotEqual(full, scaled);
        Assert.InRange(full.Zip(scaled, (one, other) => Math.Abs(one - other)).Average(), 0, 1);
        static byte[] Read(byte[] encoded, bool scaleWhileDecoding)
            => new ImageReader(64, 64, ImageResizeMode.Stretch, pixelCap: 1 << 20, scaleWhileDecoding).Decode(encoded).ToArray();
    }

    [Fact]
    public void TheOptionTravelsInTheModel()
    {
        IDataView data = Pictures.Encoded([Photo]);
        float[][] features =
        [
            .. new[] { true, false }.Select(scales =>
            {
                ITransformer fitted = Pictures.Context.Transforms.FlattenImages(
                    new ImageFlatteningEstimator.Options { InputColumnName = "Picture", ScaleWhileDecoding = scales }).Fit(data);
                float[] before = Assert.Single(Pictures.Features<float>(fitted.Transform(data)));
                ITransformer loaded = EstimatorWorkout.SaveAndLoad(fitted, data.Schema);
                Assert.Equal(before, Assert.Single(Pictures.Features<float>(loaded.Transform(data))));
                return before;
            }),
        ];

        Assert.NotEqual(features[1], features[0]);
    }

    private static byte[] Encode(int width, int height, SKEncodedImageFormat format)
    {
        using var bitmap = new SKBitmap(width, height, SKColorType.Rgba8888, SKAlphaType.Opaque);
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                bitmap.SetPixel(x, y, new SKColor(
                    (byte)(127 + (120 * Math.Sin(x / 17.0))), (byte)(127 + (120 * Math.Cos(y / 11.0))), (byte)((x + y) / 5)));
            }
        }

        using SKData data = bitmap.Encode(format, quality: 90);
        return data.ToArray();
    }
}
