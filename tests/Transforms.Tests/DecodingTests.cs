using Microsoft.ML.Data;

namespace MlNetShallow.Transforms.Tests;

/// <summary>The pixels of whole pictures, against Pillow's.</summary>
public class DecodingTests
{
    [Theory]
    [InlineData("rgb.png")]
    [InlineData("rgb.bmp")]
    [InlineData("grey.png")]
    [InlineData("palette.png")]
    [InlineData("alpha.png")]
    public void LosslessPictureIsExact(string name)
        => Assert.Equal(Fixture.Rgb(name), Pictures.Features<byte>(Pictures.Paths(Fixture.Good(name)), Pictures.Bytes(16, 16)));

    [Theory]
    [InlineData("baseline.jpg")]
    [InlineData("progressive.jpg")]
    [InlineData("grey.jpg")]
    [InlineData("cmyk.jpg")]
    public void JpegIsWithinTwoLevels(string name)
        => AssertClose(
            Fixture.Rgb(name), Pictures.Features<byte>(Pictures.Paths(Fixture.Good(name)), Pictures.Bytes(16, 16)), levels: 2);

    [Theory]
    [InlineData("path")]
    [InlineData("encoded")]
    [InlineData("image")]
    public void PictureOfTheWantedSizePassesUnchanged(string inputKind)
        => Assert.Equal(
            Fixture.Rgb("64x64.png"),
            Pictures.Features<byte>(Pictures.Of(inputKind, Fixture.Good("64x64.png")), Pictures.Bytes(64, 64)));

    [Fact]
    public void OnePixelFillsThePicture()
    {
        byte[] features = Pictures.Features<byte>(Pictures.Paths(Fixture.Good("one-pixel.png")), Pictures.Bytes(4, 5));

        Assert.Equal(Enumerable.Repeat(Fixture.Rgb("one-pixel.png"), 4 * 5).SelectMany(pixel => pixel), features);
    }

    [Theory]
    [InlineData(ImageResizeMode.Stretch, 30, 25, "96x64.stretch")]
    [InlineData(ImageResizeMode.Crop, 32, 24, "96x64.crop")]
    [InlineData(ImageResizeMode.Pad, 32, 24, "96x64.pad")]
    public void ResizingIsBicubic(ImageResizeMode mode, int height, int width, string expected)
    {
        ImageFlatteningEstimator.Options options = Pictures.Bytes(height, width);
        options.ResizeMode = mode;

        byte[] features = Pictures.Features<byte>(Pictures.Paths(Fixture.Good("96x64.png")), options);

        AssertClose(Fixture.Rgb(expected), features, levels: 1);
    }

    [Fact]
    public void RelativePathStartsFromTheFolderOrTheCurrentDirectory()
    {
        ImageFlatteningEstimator.Options options = Pictures.Bytes(16, 16);
        string fromHere = Path.GetRelativePath(Environment.CurrentDirectory, Fixture.Good("rgb.png"));
        Assert.Equal(Fixture.Rgb("rgb.png"), Pictures.Features<byte>(Pictures.Paths(fromHere), options));

        options.ImageFolder = Path.GetRelativePath(Environment.CurrentDirectory, Fixture.Folder);
        Assert.Equal(Fixture.Rgb("rgb.png"), Pictures.Features<byte>(Pictures.Paths(Path.Combine("good", "rgb.png")), options));
        Assert.Equal(Fixture.Rgb("rgb.png"), Pictures.Features<byte>(Pictures.Paths(Fixture.Good("rgb.png")), options));
    }

    [Fact]
    public void SparseBytesAreReadLikeDenseOnes()
    {
        byte[] encoded = File.ReadAllBytes(Fixture.Good("rgb.png"));

        int[] indices = [.. Enumerable.Range(0, encoded.Length).Where(index => encoded[index] != 0)];
        var sparse = new VBuffer<byte>(encoded.Length, indices.Length, [.. indices.Select(index => encoded[index])], indices);

        byte[] features = Pictures.Features<byte>(Pictures.Encoded(sparse), Pictures.Bytes(16, 16));

        Assert.Equal(Fixture.Rgb("rgb.png"), features);
    }

    private static void AssertClose(byte[] expected, byte[] actual, int levels)
    {
        Assert.Equal(expected.Length, actual.Length);
        int worst = expected.Zip(actual, (wanted, found) => Math.Abs(wanted - found)).Max();
        Assert.True(worst <= levels, $"The worst value is off by {worst} levels.");
    }
}
