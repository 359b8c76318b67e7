using Microsoft.ML;
using MlNetShallow.Sample.Data;
using MlNetShallow.Sample.Output;

namespace MlNetShallow.Sample.Models;

/// <summary>Models as files, in ML.NET's own format.</summary>
internal static class ModelFile
{
    public static void Save(MLContext mlContext, ITransformer model, DataViewSchema inputSchema, OutputFile file)
        => file.Write(stream => mlContext.Model.Save(model, inputSchema, stream));

    /// <exception cref="InvalidDataException">The file is no model, or none that takes pictures to a shallow network.</exception>
    public static ITransformer Load(MLContext mlContext, string path)
    {
        if (!File.Exists(path))
            throw new FileNotFoundException($"The model '{path}' does not exist.", path);
        try
        {
            ITransformer model = mlContext.Model.Load(path, out _);
            ShallowNetworkModelParameters.FromModel(model);
            model.GetOutputSchema(mlContext.Data.LoadFromEnumerable(Array.Empty<Picture>()).Schema);
            return model;
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            throw new InvalidDataException($"The model '{path}' cannot be used: {ErrorLine.Of(exception)}", exception);
        }
    }
}
