using Google.Protobuf;
using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetShallow.Scoring;

namespace MlNetShallow.OnnxPipelines;

/// <summary>Single stages as ONNX models, by ML.NET's own converter.</summary>
/// <param name="catalog">The context's models.</param>
internal sealed class StageConverter(ModelOperationsCatalog catalog)
{
    // What ML.NET's converter calls the outputs of a model.
    private const string OutputSuffix = ".output";

    /// <summary>The name of an output, by that of its column.</summary>
    public static string OutputOf(string column) => column + OutputSuffix;

    /// <summary>Whether ONNX has a type for the values of a column.</summary>
    public static bool HasType(DataViewType type) => (type is VectorDataViewType vector ? vector.ItemType : type)
        is NumberDataViewType or TextDataViewType or BooleanDataViewType or KeyDataViewType;

    /// <summary>Converts a stage.</summary>
    /// <param name="stage">The stage.</param>
    /// <param name="input">The schema of the data that it gets.</param>
    /// <param name="outputs">The columns that are wanted of it.</param>
    /// <exception cref="NotSupportedException">ML.NET can't convert it.</exception>
    public ProtoFields Convert(ITransformer stage, DataViewSchema input, string[] outputs)
    {
        try
        {
            return Run(stage, Visible(input), outputs);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            throw new NotSupportedException(
                $"ML.NET's ONNX converter cannot convert the stage {Name(stage)}, which makes the column " +
                $"'{string.Join("', '", outputs)}': {exception.Message} An ONNX file can begin after it: convert a chain of the " +
                "stages that follow, with the schema of the data that they get.",
                exception);
        }
    }

    /// <summary>A model that hands columns through: its inputs and outputs are declared as ML.NET's converter does.</summary>
    /// <exception cref="NotSupportedException">A column has a type that ONNX has not.</exception>
    public ProtoFields Declare(DataViewSchema schema, IReadOnlyCollection<string> columns)
    {
        var kept = new DataViewSchema.Builder();
        foreach (string name in columns)
        {
            DataViewType type = schema[name].Type;
            if (!HasType(type))
                throw new NotSupportedException($"ONNX has no type for the values of the column '{name}', {type}.");
            kept.AddColumn(name, type);
        }

        return Run(new TransformerChain<ITransformer>(), kept.ToSchema(), [.. columns]);
    }

    private ProtoFields Run(ITransformer stage, DataViewSchema input, string[] outputs)
    {
        using var stream = new MemoryStream();
        catalog.ConvertToOnnx(stage, new EmptyDataView(input), stream, outputs);
        return ProtoFields.Parse(UnsafeByteOperations.UnsafeWrap(stream.GetBuffer().AsMemory(0, (int)stream.Length)));
    }

    /// <summary>The columns that a stage may see and ONNX has a type for; the converter would stumble over any other, needed or
    /// not.</summary>
    private static DataViewSchema Visible(DataViewSchema schema)
    {
        var builder = new DataViewSchema.Builder();
        foreach (DataViewSchema.Column column in schema)
        {
            if (!column.IsHidden && HasType(column.Type))
                builder.AddColumn(column.Name, column.Type, column.Annotations);
        }

        return builder.ToSchema();
    }

    private static string Name(ITransformer stage)
        => stage.GetType() is { DeclaringType: { } owner } type ? $"{owner.Name}.{type.Name}" : stage.GetType().Name;
}
