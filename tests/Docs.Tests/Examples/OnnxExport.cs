using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetShallow.Onnx;
using static MlNetShallow.Docs.Tests.Examples.Tables;

namespace MlNetShallow.Docs.Tests.Examples;

/// <summary>The examples of docs/onnx.md.</summary>
internal static class OnnxExport
{
    public static void Save(ITransformer model)
    {
        ShallowNetworkModelParameters.FromModel(model).SaveAsOnnx("cat.onnx", new OnnxMetadata { ClassNames = ["other", "cat"] });
    }

    public static void Pipeline(MLContext mlContext)
    {
        var flats = mlContext.Data.LoadFromTextFile<Flat>("datasets/flats/train.csv", separatorChar: ',', hasHeader: true);
        var model = mlContext.Transforms.Categorical.OneHotEncoding("District")
            .Append(mlContext.Transforms.Concatenate("Features", "District", "Area", "Rooms"))
            .Append(mlContext.Regression.Trainers.ShallowNetwork(labelColumnName: "Rent"))
            .Fit(flats);
        mlContext.Model.ConvertPipelineToOnnx(model, flats.Schema, "rent.onnx");
    }

    public static void AfterDecoding(MLContext mlContext, IDataView pictures, TransformerChain<ShallowNetworkTransformer> model)
    {
        var network = new TransformerChain<ITransformer>([.. model.Skip(1)]);
        mlContext.Model.ConvertPipelineToOnnx(network, model.First().GetOutputSchema(pictures.Schema), "pixels.onnx");
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
