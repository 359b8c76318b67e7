using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetShallow.Onnx;

namespace MlNetShallow.Docs.Tests.Examples;

/// <summary>The examples of docs/onnx.md.</summary>
internal static class OnnxExport
{
    public static void Save(ITransformer model)
    {
        ShallowNetworkModelParameters.FromModel(model).SaveAsOnnx("cat.onnx", new OnnxMetadata { ClassNames = ["other", "cat"] });
    }

    public static void Apply(MLContext mlContext, IDataView data)
    {
        var scorer = mlContext.Transforms.CopyColumns("features", "Features")
            .Append(mlContext.Transforms.ApplyOnnxModel(["probability", "label"], ["features"], "cat.onnx"))
            .Fit(data);
        float probability = scorer.Transform(data).GetColumn<float[]>("probability").First()[0];
        Console.WriteLine($"a cat with probability {probability:F4}");
    }
}
