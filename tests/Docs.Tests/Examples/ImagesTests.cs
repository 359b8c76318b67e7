using Microsoft.ML;

namespace MlNetShallow.Docs.Tests.Examples;

public sealed class ImagesTests : ExampleRun
{
    [Fact]
    public void Flatten()
    {
        var mlContext = new MLContext();

        Images.Flatten(mlContext, mlContext.Data.LoadFromEnumerable([new { ImagePath = "001.png" }]));

        AssertOutputIsThatOfThePage();
    }
}
