using MlNetShallow.Onnx;
using MlNetShallow.OnnxPipelines;
using MlNetShallow.Serialization;

namespace Microsoft.ML;

/// <summary>Puts the ONNX files of whole pipelines beside ML.NET's own <c>ConvertToOnnx</c>.</summary>
public static class ShallowNetworkOnnxCatalog
{
    /// <summary>
    /// Writes a pipeline with a network of ours as an ONNX model, from the columns of its data to its predictions. The stages
    /// around the network are converted by ML.NET's own converter, as far as it can; those that the outputs do not depend on,
    /// such as the keys of the label, are left out.
    /// <code>
    /// input    each column that is needed, under its name: a number, Boolean or text as [N, 1], a vector as [N, n]; keys as uint32
    /// output   PredictedLabel, Score and Probability, as the model has them, in the types and shapes that columns have:
    ///          two classes: bool, float and float [N, 1]; several: uint32 [N, 1] (a key, from 1; 0 where a feature is missing)
    ///          and float [N, K]; regression: Score, float [N, 1]
    /// </code>
    /// An output whose name is an input's, too, has <c>.output</c> added. The stages see the schema only: no row is read.
    /// </summary>
    /// <param name="catalog">The context's models.</param>
    /// <param name="model">A fitted pipeline or loaded model.</param>
    /// <param name="inputSchema">The schema of the data that it takes, such as <c>data.Schema</c> or what <c>Load</c>
    /// gave.</param>
    /// <param name="path">The file; it gets its name when it is complete, and replaces one that is there.</param>
    /// <param name="outputColumns">The columns that the ONNX model gives, of all that the pipeline gives; null for
    /// PredictedLabel, Score and Probability.</param>
    /// <param name="metadata">The names of the classes, the threshold and other entries, see <see cref="OnnxFormat"/>; null for
    /// what the pipeline knows.</param>
    /// <exception cref="ArgumentException">There is no network in the model, it gives no column of a name asked for, or the
    /// metadata do not fit.</exception>
    /// <exception cref="NotSupportedException">A stage that the outputs depend on cannot be converted; it is named.</exception>
    /// <exception cref="IOException">The file could not be written; one that was there is as it was.</exception>
    public static void ConvertPipelineToOnnx(
        this ModelOperationsCatalog catalog,
        ITransformer model,
        DataViewSchema inputSchema,
        string path,
        IReadOnlyList<string>? outputColumns = null,
        OnnxMetadata? metadata = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        WholeFile.Write(
            path, stream => catalog.ConvertPipelineToOnnx(model, inputSchema, stream, outputColumns, metadata));
    }

    /// <summary>Writes a pipeline with a network of ours as an ONNX model.</summary>
    /// <param name="catalog">The context's models.</param>
    /// <param name="model">A fitted pipeline or loaded model.</param>
    /// <param name="inputSchema">The schema of the data that it takes.</param>
    /// <param name="stream">Takes the bytes; it stays open.</param>
    /// <param name="outputColumns">The columns that the ONNX model gives; null for PredictedLabel, Score and Probability.</param>
    /// <param name="metadata">The names of the classes, the threshold and other entries; null for what the pipeline
    /// knows.</param>
    /// <inheritdoc cref="ConvertPipelineToOnnx(ModelOperationsCatalog, ITransformer, DataViewSchema, string, IReadOnlyList{string}?, OnnxMetadata?)"/>
    public static void ConvertPipelineToOnnx(
        this ModelOperationsCatalog catalog,
        ITransformer model,
        DataViewSchema inputSchema,
        Stream stream,
        IReadOnlyList<string>? outputColumns = null,
        OnnxMetadata? metadata = null)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(inputSchema);
        ArgumentNullException.ThrowIfNull(stream);
        new PipelineConverter(catalog, model.RestoreShallowNetwork(), inputSchema)
            .Convert(outputColumns, metadata).WriteTo(stream);
    }
}
