using System.Diagnostics;

namespace MlNetShallow.Scoring;

/// <summary>
/// Refuses the data of ML.NET's ONNX converter. It goes back from stage to stage of the transformed data, by an interface that is
/// internal, and takes what has none for the source: our predictions would become inputs of the graph, the network and all before
/// it would be missing, and nobody would be told. It asks transformers for nothing but <c>Transform</c>, so this is the one place
/// to refuse; that it is the converter who calls can be seen by the stack alone.
/// </summary>
internal static class OnnxConverterGuard
{
    private const string Converter = "Microsoft.ML.OnnxConverter";

    /// <exception cref="NotSupportedException">ML.NET's ONNX converter is the caller.</exception>
    public static void Check()
    {
        if (IsConverting())
        {
            throw new NotSupportedException(
                "ML.NET's ConvertToOnnx does not know this network, and would write a model without it. " +
                "mlContext.Model.ConvertPipelineToOnnx of the package MlNetShallow.OnnxPipelines writes the whole pipeline, " +
                $"{nameof(ShallowNetworkModelParameters)}.{nameof(ShallowNetworkModelParameters.SaveAsOnnx)} the network alone.");
        }
    }

    private static bool IsConverting() => new StackTrace().GetFrames().Any(
        frame => frame.GetMethod()?.Module.Assembly.GetName().Name == Converter);
}
