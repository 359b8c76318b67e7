using Microsoft.ML;
using MlNetShallow.Pixels;
using MlNetShallow.Tests.Shared;

namespace MlNetShallow.Transforms.Tests;

/// <summary>Pictures that a camera has turned. That they come out upright in their own size is among the tests of every format.
/// </summary>
public class OrientationTests
{
    private const int Height = 8, Width = 6;

    public static TheoryData<int, ImageResizeMode> Turned()
    {
        var data = new TheoryData<int, ImageResizeMode>();
        foreach (ImageResizeMode mode in Enum.GetValues<ImageResizeMode>())
        {
            for (int orientation = 1; orientation <= 8; orientation++)
                data.Add(orientation, mode);
        }

        return data;
    }

    [Theory, MemberData(nameof(Turned))]
    public void ATurnedPictureIsResizedAsAnUprightOne(int orientation, ImageResizeMode mode)
    {
        (int height, int width, byte[] upright) = PictureArchive.Expected($"exif-{orientation}.png");
        byte[] expected = new ImageReader(Height, Width, mode, pixelCap: 1 << 20)
            .Resize([.. upright.Chunk(3).SelectMany(pixel => (byte[])[.. pixel, 255])], height, width).ToArray();

        byte[] actual = new ImageReader(Height, Width, mode, pixelCap: 1 << 20)
            .Decode(PictureArchive.Encoded($"exif-{orientation}.png")).ToArray();

        Assert.Equal(expected, actual);
    }

    [Theory]
    [InlineData("exif-6.jpg")]
    [InlineData("exif-6.png")]
    [InlineData("exif-6.webp")]
    public void AsStoredIfAskedForAndAfterLoadingToo(string name)
    {
        (int width, int height, byte[] upright) = PictureArchive.Expected(name);
        ImageFlatteningEstimator.Options options = Pictures.Bytes(height, width);
        options.InputColumnName = "Picture";
        options.ApplyOrientation = false;
        IDataView data = Pictures.Encoded([PictureArchive.Encoded(name)]);
        ITransformer fitted = Pictures.Context.Transforms.FlattenImages(options).Fit(data);

        foreach (ITransformer model in (ITransformer[])[fitted, EstimatorWorkout.SaveAndLoad(fitted, data.Schema)])
        {
            byte[] features = Assert.Single(Pictures.Features<byte>(model.Transform(data)));
            for (int y = 0; y < height; y++)
            {
                // The first row of what is stored is the right side.
                for (int i = 0; i < width * 3; i++)
                {
                    int expected = upright[(((i / 3 * height) + height - 1 - y) * 3) + (i % 3)];
                    Assert.InRange(features[(y * width * 3) + i] - expected, -2, 2);
                }
            }
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(9)]
    [InlineData(0xFFFF)]
    public void AnOrientationThatThereIsNotIsNone(ushort value)
    {
        byte[] exif = [.. "MM\0*\0\0\0\u0008\0\u0001\u0001\u0012\0\u0003\0\0\0\u0001"u8, (byte)(value >> 8), (byte)value, 0, 0];

        Assert.Equal(Fixture.Rgb("rgb.png"), WithExif(exif));
    }

    /// <summary>EXIF data may be cut, or point to where nothing is.</summary>
    [Fact]
    public void ExifDataThatMakeNoSenseAreNone()
    {
        byte[] whole = [.. "II*\0\u0008\0\0\0\u0001\0\u0012\u0001\u0003\0\u0001\0\0\0\u0003\0\0\0"u8];
        byte[] turned = [.. Fixture.Rgb("rgb.png").Chunk(3).Reverse().SelectMany(pixel => pixel)];
        Assert.Equal(turned, WithExif(whole));

        for (int length = 0; length < whole.Length; length++)
            Assert.Equal(Fixture.Rgb("rgb.png"), WithExif(whole[..length]));
        foreach (int position in new[] { 4, 5, 6, 7 })
        {
            byte[] damaged = [.. whole];
            damaged[position] = 0xFF;
            Assert.Equal(Fixture.Rgb("rgb.png"), WithExif(damaged));
        }
    }

    private static byte[] WithExif(byte[] exif) => new ImageReader(16, 16, ImageResizeMode.Stretch, pixelCap: 1 << 20)
        .Decode(CraftedPng.Of(
            CraftedPng.Header(16, 16),
            CraftedPng.Chunk("eXIf", exif),
            CraftedPng.Chunk("IDAT", CraftedPng.Deflate(CraftedPng.Rows(Fixture.Rgb("rgb.png"), 16)))))
        .ToArray();
}
