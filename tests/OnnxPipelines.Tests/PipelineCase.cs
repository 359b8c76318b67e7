using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlNetShallow.OnnxPipelines.Tests;

/// <summary>What ONNX Runtime makes of a pipeline's file, against the columns that ML.NET gives, of the fitted, the
/// loaded and the restored model.</summary>
internal static class PipelineCase
{
    // Sums in single precision, in another order: 1e-6 of logits of some tens, and less of a probability.
    private const double Tolerance = 1e-5;

    public static byte[] Convert(
        MLContext context, ITransformer model, IDataView data, params string[] outputs)
    {
        using var stream = new MemoryStream();
        context.Model.ConvertPipelineToOnnx(model, data.Schema, stream, outputs.Length == 0 ? null : outputs);
        return stream.ToArray();
    }

    /// <summary>Converts, scores in ONNX Runtime, and compares.</summary>
    /// <returns>The file, for more to be said of it.</returns>
    public static byte[] Check(MLContext context, ITransformer model, IDataView data, params string[] outputs)
    {
        byte[] file = Convert(context, model, data, outputs);
        CompareAll(file, model, data);
        ITransformer loaded = SaveAndLoad(context, model, data.Schema);
        CompareAll(Convert(context, loaded, data, outputs), model, data);
        CompareAll(Convert(context, model.RestoreShallowNetwork(), data, outputs), model, data);
        CompareAll(Convert(context, loaded.RestoreShallowNetwork(), data, outputs), model, data);
        return file;
    }

    public static void CompareAll(byte[] file, ITransformer model, IDataView data)
    {
        IDataView expected = model.Transform(data);
        using var session = new OnnxSession(file);
        Dictionary<string, object[]> outputs = session.Run(data);
        Assert.NotEmpty(outputs);
        foreach ((string name, object[] values) in outputs)
            Compare(expected, name.Replace(".output", "", StringComparison.Ordinal), values);
    }

    public static ITransformer SaveAndLoad(MLContext context, ITransformer model, DataViewSchema schema)
    {
        using var stream = new MemoryStream();
        context.Model.Save(model, schema, stream);
        stream.Position = 0;
        return new MLContext().Model.Load(stream, out _);
    }

    private static void Compare(IDataView expected, string column, object[] values)
    {
        DataViewType type = expected.Schema[column].Type;
        if (type is BooleanDataViewType)
            Assert.Equal(expected.GetColumn<bool>(column), values.Cast<bool>());
        else if (type is TextDataViewType)
            Assert.Equal(expected.GetColumn<string>(column), values.Cast<string>());
        else if (type is KeyDataViewType)
            Assert.Equal(expected.GetColumn<uint>(column), values.Cast<uint>());
        else if (type is VectorDataViewType { ItemType: BooleanDataViewType })
            Assert.Equal(expected.GetColumn<VBuffer<bool>>(column).SelectMany(row => row.DenseValues()), values.Cast<bool>());
        else if (type is VectorDataViewType)
            Compare(expected.GetColumn<VBuffer<float>>(column).SelectMany(row => row.DenseValues()), values);
        else
            Compare(expected.GetColumn<float>(column), values);
    }

    private static void Compare(IEnumerable<float> expected, object[] values)
    {
        float[] wanted = [.. expected];
        Assert.Equal(wanted.Length, values.Length);
        Assert.All(
            wanted.Zip(values.Cast<float>()),
            pair => Assert.Equal(pair.First, pair.Second, Tolerance * Math.Max(1, Math.Abs(pair.First))));
    }
}
