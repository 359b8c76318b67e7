using Microsoft.ML;
using MlNetShallow.Onnx;

namespace MlNetShallow.Docs.Tests.Examples;

/// <summary>The example of docs/onnx.md.</summary>
internal static class OnnxExport
{
    public static void Save(ITransformer model)
    {
        ShallowNetworkModelParameters.FromModel(model).SaveAsOnnx("cat.onnx", new OnnxMetadata { ClassNames = ["other", "cat"] });
    }
}
