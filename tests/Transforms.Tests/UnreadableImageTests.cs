using Microsoft.ML;

namespace MlNetShallow.Transforms.Tests;

public class UnreadableImageTests
{
    private const int DefaultCap = 8192 * 8192;

    [Theory]
    [InlineData("truncated-rgb.png", "truncated")]
    [InlineData("truncated-rgb.bmp", "truncated")]
    [InlineData("truncated-baseline.jpg", "truncated")]
    [InlineData("truncated-progressive.jpg", "truncated")]
    [InlineData("header-only-rgb.png", "damaged")]
    [InlineData("header-only-rgb.bmp", "damaged")]
    [InlineData("header-only-baseline.jpg", "damaged")]
    [InlineData("header-only-progressive.jpg", "damaged")]
    [InlineData("zero-bytes.png", "it is empty")]
    [InlineData("not-a-picture.png", "it is not a PNG, JPEG, BMP or WebP")]
    [InlineData("unsupported-format.gif", "it is not a PNG, JPEG, BMP or WebP")]
    [InlineData("30000x30000.png", "its header declares 30000 × 30000 pixels, more than the PixelCap of 67108864")]
    [InlineData("30000x30000.jpg", "its header declares 30000 × 30000 pixels, more than the PixelCap of 67108864")]
    [InlineData("30000x30000.bmp", "its header declares 30000 × 30000 pixels, more than the PixelCap of 67108864")]
    [InlineData("wrong-deflate-data.png", "damaged")]
    [InlineData("wrong-checksum.png", "damaged")]
    public void PathErrorNamesFileAndReason(string name, string reason)
    {
        var exception = Pictures.Error<FormatException>(() => Flatten(Pictures.Paths(Fixture.Bad(name))));

        Assert.Contains(Fixture.Bad(name), exception.Message, StringComparison.Ordinal);
        Assert.Contains(reason, exception.Message, StringComparison.Ordinal);
        Assert.All(Assert.Single(FlattenOrNaN(Pictures.Paths(Fixture.Bad(name)))), value => Assert.True(float.IsNaN(value)));
    }

    [Fact]
    public void EveryBadPictureIsTested()
    {
        IEnumerable<string?> tested = typeof(UnreadableImageTests).GetMethod(nameof(PathErrorNamesFileAndReason))!
            .GetCustomAttributes(typeof(InlineDataAttribute), inherit: false)
            .Select(data => (string?)((InlineDataAttribute)data).Data[0]);

        Assert.Equal(Directory.GetFiles(Fixture.Bad("")).Select(Path.GetFileName).Order(), tested.Order());
    }

    [Fact]
    public void EncodedErrorNamesColumnLengthAndStart()
    {
        byte[] encoded = File.ReadAllBytes(Fixture.Bad("not-a-picture.png"));

        var exception = Pictures.Error<FormatException>(() => Flatten(Pictures.Encoded(encoded)));

        Assert.Contains(
            "The picture of 38 bytes in column 'Picture' (it starts with 0x5468697320697320) cannot be read",
            exception.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void AnEmptyUploadIsSaidToBeEmpty()
    {
        var exception = Pictures.Error<FormatException>(() => Flatten(Pictures.Encoded(Array.Empty<byte>())));

        Assert.Contains(
            "The picture of 0 bytes in column 'Picture' cannot be read: it is empty",
            exception.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void MissingFileErrorNamesPathAndFolder()
    {
        string folder = Fixture.Folder;
        var options = new ImageFlatteningEstimator.Options { InputColumnName = "Picture", ImageFolder = folder };
        string path = Path.Combine("nowhere", "cat.png");
        IDataView data = Pictures.Paths(path);

        var exception = Pictures.Error<FileNotFoundException>(
            () => Pictures.Features<float>(Pictures.Context.Transforms.FlattenImages(options).Fit(data).Transform(data)));

        Assert.Contains($"'{path}' in the folder '{folder}'", exception.Message, StringComparison.Ordinal);
        Assert.Equal(Path.Combine(folder, path), exception.FileName);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" ")]
    public void EmptyPathIsRefused(string? path)
        => Assert.Contains(
            "the path is empty",
            Pictures.Error<FormatException>(() => Flatten(Pictures.Paths(path))).Message,
            StringComparison.Ordinal);

    [Fact]
    public void UnreadableRowsAreNaNAndTheOthersAreNot()
    {
        string good = Fixture.Good("64x64.png");
        List<float[]> features = FlattenOrNaN(
            Pictures.Paths(good, Fixture.Good("missing.png"), "", Fixture.Bad("zero-bytes.png"), good));

        Assert.Equal(5, features.Count);
        Assert.All(features[1..4], row => Assert.All(row, value => Assert.True(float.IsNaN(value))));
        float[] expected = [.. Fixture.Rgb("64x64.png").Select(value => value / 255f)];
        Assert.Equal(expected, features[0]);
        Assert.Equal(expected, features[4]);
    }

    [Fact]
    public void PixelCapIsCheckedAgainstTheHeader()
    {
        IDataView data = Pictures.Paths(Fixture.Good("rgb.png"));
        ImageFlatteningEstimator.Options options = Pictures.Bytes(8, 8);
        options.PixelCap = (16 * 16) - 1;
        Assert.Contains(
            "its header declares 16 × 16 pixels, more than the PixelCap of 255",
            Pictures.Error<FormatException>(() => Pictures.Features<byte>(data, options)).Message,
            StringComparison.Ordinal);

        options.PixelCap = 16 * 16;
        Assert.Equal(8 * 8 * 3, Pictures.Features<byte>(data, options).Length);
    }

    [Fact]
    public void AFileTooLargeForThePixelCapIsNotRead()
    {
        string file = Path.GetTempFileName();
        try
        {
            using (FileStream stream = File.OpenWrite(file))
                stream.SetLength((16 << 20) + (8 * 100) + 1);
            ImageFlatteningEstimator.Options options = Pictures.Bytes(8, 8);
            options.PixelCap = 100;

            Assert.Contains(
                "it has 16778017 bytes, more than the 16778016 that are read with a PixelCap of 100",
                Pictures.Error<FormatException>(() => Pictures.Features<byte>(Pictures.Paths(file), options)).Message,
                StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(file);
        }
    }

    /// <summary>What is missing may be a checksum of nothing: then all pixels are there.</summary>
    [Theory]
    [InlineData("rgb.png", 28)] // all after the pixels' own checksum
    [InlineData("rgb.bmp", 0)]
    [InlineData("baseline.jpg", 2)] // the mark of the end
    [InlineData("progressive.jpg", 2)]
    [InlineData("cmyk.jpg", 2)]
    [InlineData("grey.jpg", 2)]
    public void WhereverAPictureIsCutItIsRefusedUnlessAllPixelsAreThere(string name, int notMissed)
    {
        byte[] whole = File.ReadAllBytes(Fixture.Good(name));

        List<float[]> features = FlattenOrNaN(
            Pictures.Encoded(Enumerable.Range(0, whole.Length + 1).Select(length => whole[..length])));

        for (int length = 0; length < whole.Length - notMissed; length++)
            Assert.True(features[length].All(float.IsNaN), $"cut at {length} of {whole.Length}");
        for (int length = whole.Length - notMissed; length < whole.Length; length++)
        {
            if (!float.IsNaN(features[length][0]))
                Assert.Equal(features[^1], features[length]);
        }
    }

    [Theory]
    [InlineData("rgb.png")]
    [InlineData("rgb.bmp")]
    [InlineData("baseline.jpg")]
    [InlineData("progressive.jpg")]
    [InlineData("cmyk.jpg")]
    public void WhereverAPictureIsDamagedOnlyItsRowSuffers(string name)
    {
        byte[] whole = File.ReadAllBytes(Fixture.Good(name));

        List<float[]> features = FlattenOrNaN(Pictures.Encoded(Enumerable.Range(0, whole.Length).Select(position =>
        {
            byte[] damaged = [.. whole];
            damaged[position] ^= 0x55;
            return damaged;
        })), pixelCap: 1 << 16);

        Assert.Equal(whole.Length, features.Count);
    }

    private static List<float[]> Flatten(IDataView data) => Flatten(data, UnreadableImage.Throw, DefaultCap);

    private static List<float[]> FlattenOrNaN(IDataView data, int pixelCap = DefaultCap)
        => Flatten(data, UnreadableImage.NaN, pixelCap);

    private static List<float[]> Flatten(IDataView data, UnreadableImage onUnreadable, int pixelCap)
        => Pictures.Features<float>(Pictures.Context.Transforms.FlattenImages(new ImageFlatteningEstimator.Options
        {
            InputColumnName = "Picture",
            OnUnreadableImage = onUnreadable,
            PixelCap = pixelCap,
        }).Fit(data).Transform(data));
}
