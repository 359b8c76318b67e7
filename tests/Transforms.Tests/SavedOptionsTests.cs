using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetShallow.Tests.Shared;

namespace MlNetShallow.Transforms.Tests;

public class SavedOptionsTests
{
    [Theory]
    [InlineData("""{"Height":64,"Rotation":90}""")]
    [InlineData("""{"Height":64""")]
    [InlineData("""{"ResizeMode":"Zoom"}""")]
    [InlineData("null")]
    [InlineData("")]
    public void DamagedOrNewerOptionsAreRefused(string json)
    {
        var exception = Assert.Throws<FormatException>(() => ImageFlatteningEstimator.Options.FromJson(json));

        Assert.Contains("damaged, or from a newer version of MlNetShallow", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void OptionsOfAnEarlierVersionGetDefaults()
        => Assert.Equal(64, ImageFlatteningEstimator.Options.FromJson("""{"Height":32}""").Width);

    /// <summary>A later default is not one of a model that was made before it.</summary>
    [Fact]
    public void OptionsOfAnEarlierVersionKeepWhatItDid()
    {
        var earlier = ImageFlatteningEstimator.Options.FromJson("""{"Height":32}""");
        Assert.False(earlier.ScaleWhileDecoding);
        Assert.False(earlier.ApplyOrientation);

        var own = ImageFlatteningEstimator.Options.FromJson(new ImageFlatteningEstimator.Options().ToJson());
        Assert.True(own.ScaleWhileDecoding);
        Assert.True(own.ApplyOrientation);
    }

    /// <summary>A photo that a camera has turned, and two pictures with alpha: a model of format 2 has decoded them in full, has
    /// left them as they are stored and dropped alpha, with another decoder.</summary>
    [Fact]
    public void AModelOfAnEarlierVersionGivesTheFeaturesThatItGaveThen()
    {
        string folder = Path.Combine(Fixture.Folder, "models");
        IDataView data = Pictures.Encoded(
        [
            File.ReadAllBytes(Path.Combine(folder, "photo-exif-6.jpg")),
            PictureArchive.Encoded("rgb-alpha.png"),
            PictureArchive.Encoded("palette-transparent.png"),
        ]);

        ITransformer model = new MLContext().Model.Load(Path.Combine(folder, "format-2.zip"), out _);

        byte[] expected = File.ReadAllBytes(Path.Combine(folder, "format-2.features"));
        byte[] actual = [.. Pictures.Features<byte>(model.Transform(data)).SelectMany(row => row)];
        Assert.Equal(expected.Length, actual.Length);
        // The photo is a JPEG, whose thin colour channels the decoder of then widened without smoothing.
        Assert.All(expected.Zip(actual), pair => Assert.InRange(pair.First - pair.Second, -3, 3));
    }

    [Fact]
    public void AModelTellsItsOptionsFittedAndLoaded()
    {
        IDataView data = Pictures.Paths(Fixture.Good("rgb.png"));
        var options = new ImageFlatteningEstimator.Options
        {
            InputColumnName = "Picture", Height = 3, Width = 5, Layout = PixelLayout.Planar, OutputKind = DataKind.Byte,
            ScaleWhileDecoding = false,
        };
        ITransformer fitted = Pictures.Context.Transforms.FlattenImages(options)
            .Append(Pictures.Context.Transforms.CopyColumns("Copy", "Features"))
            .Fit(data);

        foreach (ITransformer model in (ITransformer[])[fitted, EstimatorWorkout.SaveAndLoad(fitted, data.Schema)])
            Assert.Equal(options.ToJson(), ImageFlatteningEstimator.Options.FromModel(model)?.ToJson());
    }

    [Fact]
    public void AModelThatFlattensNothingHasNone()
    {
        IDataView data = Pictures.Paths("a.png");

        Assert.Null(ImageFlatteningEstimator.Options.FromModel(
            Pictures.Context.Transforms.CopyColumns("Copy", "Picture").Fit(data)));
    }
}
