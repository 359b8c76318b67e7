using Microsoft.ML;

namespace MlNetShallow.Docs.Tests.Examples;

/// <summary>The example of docs/images.md.</summary>
internal static class Images
{
    public static void Flatten(MLContext mlContext, IDataView pictures)
    {
        var pipeline = mlContext.Transforms.FlattenImages("Features", inputColumnName: "ImagePath");
        var flattened = pipeline.Fit(pictures).Transform(pictures);
        Console.WriteLine(flattened.Schema["Features"].Type);
    }
}
