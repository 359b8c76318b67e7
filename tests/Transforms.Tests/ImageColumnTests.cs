using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;
using MlNetShallow.Tests.Shared;

namespace MlNetShallow.Transforms.Tests;

/// <summary>Pictures that come as <see cref="MLImage"/>.</summary>
public class ImageColumnTests
{
    [Theory]
    [InlineData(ImageResizeMode.Stretch, "96x64.stretch", 30, 25)]
    [InlineData(ImageResizeMode.Crop, "96x64.crop", 32, 24)]
    public void ImageGivesTheSameFeaturesAsItsFile(ImageResizeMode mode, string expected, int height, int width)
    {
        ImageFlatteningEstimator.Options options = Pictures.Bytes(height, width);
        options.ResizeMode = mode;
        string file = Fixture.Good("96x64.png");

        byte[] features = Pictures.Features<byte>(Pictures.Images(file), options);

        Assert.Equal(Pictures.Features<byte>(Pictures.Paths(file), options), features);
        Assert.All(features.Zip(Fixture.Rgb(expected)), pair => Assert.InRange(pair.First - pair.Second, -1, 1));
    }

    [Theory]
    [InlineData(MLPixelFormat.Rgba32, new byte[] { 1, 2, 3, 5, 6, 7 })]
    [InlineData(MLPixelFormat.Bgra32, new byte[] { 3, 2, 1, 7, 6, 5 })]
    public void BothPixelFormatsAreRead(MLPixelFormat format, byte[] expected)
    {
        using MLImage image = MLImage.CreateFromPixels(2, 1, format, [1, 2, 3, 4, 5, 6, 7, 8]);

        Assert.Equal(expected, Pictures.Features<byte>(InMemory(image), Pictures.Bytes(1, 2)));
    }

    // ML.NET's own ResizeImages would have disposed of it.
    [Fact]
    public void ImageOfTheWantedSizeStaysItsOwners()
    {
        using MLImage image = MLImage.CreateFromPixels(2, 1, MLPixelFormat.Rgba32, [1, 2, 3, 4, 5, 6, 7, 8]);
        IDataView data = InMemory(image, image);

        for (int pass = 0; pass < 3; pass++)
            Assert.Equal([1, 2, 3, 5, 6, 7], Features(data, Pictures.Bytes(1, 2))[1]);
        Assert.Equal(8, image.Pixels.Length);
    }

    [Fact]
    public void MissingImageIsARowsError()
    {
        Assert.Contains(
            "The picture in column 'Picture' cannot be read: there is none",
            Pictures.Error<FormatException>(() => Pictures.Features<byte>(InMemory([null]), Pictures.Bytes(1, 2))).Message,
            StringComparison.Ordinal);

        float[] features = Pictures.Features<float>(InMemory([null]), new() { OnUnreadableImage = UnreadableImage.NaN });
        Assert.All(features, value => Assert.True(float.IsNaN(value)));
    }

    [Fact]
    public void LoadedModelTakesImagesOfUnknownSize()
    {
        IDataView data = Pictures.Images(Fixture.Good("rgb.png"), Fixture.Good("64x64.png"));
        ITransformer pipeline = Pictures.Context.Transforms.LoadImages("Picture", imageFolder: null, inputColumnName: "Path")
            .Append(Pictures.Context.Transforms.FlattenImages("Features", "Picture", 64, 64, DataKind.Byte))
            .Fit(data);

        ITransformer loaded = EstimatorWorkout.SaveAndLoad(pipeline, data.Schema);

        Assert.Equal(Fixture.Rgb("64x64.png"), Pictures.Features<byte>(loaded.Transform(data))[1]);
    }

    [Fact]
    public void PlanarBytesAreThoseOfExtractPixels()
    {
        IDataView data = Pictures.Images(Fixture.Good("64x64.png"));
        IDataView extracted = Pictures.Context.Transforms.ResizeImages("Picture", imageWidth: 64, imageHeight: 64)
            .Append(Pictures.Context.Transforms.ExtractPixels("Features", "Picture"))
            .Fit(data)
            .Transform(data);

        byte[] features = Pictures.Features<byte>(data, new() { OutputKind = DataKind.Byte, Layout = PixelLayout.Planar });

        Assert.Equal(Assert.Single(Pictures.Features<float>(extracted)), features.Select(value => (float)value));
    }

    private static List<byte[]> Features(IDataView data, ImageFlatteningEstimator.Options options)
    {
        options.InputColumnName = "Picture";
        return Pictures.Features<byte>(Pictures.Context.Transforms.FlattenImages(options).Fit(data).Transform(data));
    }

    private static IDataView InMemory(params MLImage?[] images)
        => Pictures.Context.Data.LoadFromEnumerable(images.Select(image => new ImageRow { Picture = image }).ToList());

    private sealed class ImageRow
    {
        [ImageType(1, 2)]
        public MLImage? Picture { get; set; }
    }
}
