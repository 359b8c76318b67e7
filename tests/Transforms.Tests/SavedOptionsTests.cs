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

    [Fact]
    public void AModelTellsItsOptionsFittedAndLoaded()
    {
        IDataView data = Pictures.Paths(Fixture.Good("rgb.png"));
        var options = new ImageFlatteningEstimator.Options
        {
            InputColumnName = "Picture", Height = 3, Width = 5, Layout = PixelLayout.Planar, OutputKind = DataKind.Byte,
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
