using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlNetShallow.Transforms.Tests;

public class OptionsTests
{
    public static TheoryData<ImageFlatteningEstimator.Options, string, string> OutOfRange() => new()
    {
        { new() { Height = 0 }, "0", "Height must be 1 to 4096" },
        { new() { Height = 4097 }, "4097", "Height must be 1 to 4096" },
        { new() { Width = -1 }, "-1", "Width must be 1 to 4096" },
        { new() { Width = int.MaxValue }, "2147483647", "Width must be 1 to 4096" },
        { new() { PixelCap = 0 }, "0", "PixelCap must be 1 to 2147483647" },
        { new() { OutputKind = DataKind.Double }, "Double", "OutputKind must be Single or Byte" },
        { new() { ResizeMode = (ImageResizeMode)7 }, "7", "ResizeMode must be Stretch or Crop or Pad" },
        { new() { ChannelOrder = (ChannelOrder)8 }, "8", "ChannelOrder must be Rgb or Bgr" },
        { new() { Layout = (PixelLayout)(-1) }, "-1", "Layout must be Interleaved or Planar" },
        { new() { OnUnreadableImage = (UnreadableImage)9 }, "9", "OnUnreadableImage must be Throw or NaN" },
    };

    [Theory, MemberData(nameof(OutOfRange), DisableDiscoveryEnumeration = true)]
    public void ErrorNamesOptionValueAndRange(ImageFlatteningEstimator.Options options, string found, string wanted)
    {
        var exception = Assert.Throws<ArgumentOutOfRangeException>(() => Create(options));

        Assert.Contains(wanted, exception.Message, StringComparison.Ordinal);
        Assert.Equal(found, exception.ActualValue?.ToString());
    }

    [Fact]
    public void NaNRowsNeedSingleOutput()
    {
        var exception = Assert.Throws<ArgumentException>(
            () => Create(new() { OutputKind = DataKind.Byte, OnUnreadableImage = UnreadableImage.NaN }));

        Assert.Contains("OnUnreadableImage = NaN needs OutputKind = Single", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ImageFolderMustExist()
        => Assert.Contains(
            "The ImageFolder 'no such folder' does not exist",
            Assert.Throws<ArgumentException>(() => Create(new() { ImageFolder = "no such folder" })).Message,
            StringComparison.Ordinal);

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData(null)]
    public void OutputColumnMustHaveAName(string? name)
        => Assert.ThrowsAny<ArgumentException>(() => Create(new() { OutputColumnName = name! }));

    [Fact]
    public void InputColumnMustHaveAName()
        => Assert.ThrowsAny<ArgumentException>(() => Create(new() { InputColumnName = "" }));

    [Fact]
    public void CatalogAndOptionsMustBeThere()
    {
        Assert.Throws<ArgumentNullException>(() => Create(null!));
        Assert.Throws<ArgumentNullException>(() => ((TransformsCatalog)null!).FlattenImages("Features"));
    }

    [Fact]
    public void InputColumnIsTheOutputColumnByDefault()
    {
        IDataView data = Pictures.Paths(Fixture.Good("64x64.png"));

        IDataView output = Pictures.Context.Transforms.FlattenImages("Picture").Fit(data).Transform(data);

        Assert.Equal(["Picture"], output.Schema.Where(column => !column.IsHidden).Select(column => column.Name));
        Assert.Equal(new VectorDataViewType(NumberDataViewType.Single, 64 * 64 * 3), output.Schema["Picture"].Type);
    }

    [Fact]
    public void EstimatorKeepsACopyOfTheOptions()
    {
        IDataView data = Pictures.Paths(Fixture.Good("64x64.png"));
        ImageFlatteningEstimator.Options options = Pictures.Bytes(5, 4);
        options.InputColumnName = "Picture";
        ImageFlatteningEstimator estimator = Create(options);

        options.Height = 50;

        Assert.Equal(5 * 4 * 3, Assert.Single(Pictures.Features<byte>(estimator.Fit(data).Transform(data))).Length);
    }

    [Fact]
    public void CatalogPassesItsArgumentsOn()
    {
        IDataView data = Pictures.Paths(Path.Combine("good", "96x64.png"));

        IDataView output = Pictures.Context.Transforms.FlattenImages(
            "Features", "Picture", 32, 24, DataKind.Byte, ImageResizeMode.Pad, Fixture.Folder).Fit(data).Transform(data);

        byte[] features = Assert.Single(Pictures.Features<byte>(output));
        Assert.Equal(32 * 24 * 3, features.Length);
        Assert.All(features[..24], value => Assert.Equal(0, value));
    }

    private static ImageFlatteningEstimator Create(ImageFlatteningEstimator.Options options)
        => Pictures.Context.Transforms.FlattenImages(options);
}
