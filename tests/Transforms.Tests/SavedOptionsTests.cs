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
}
