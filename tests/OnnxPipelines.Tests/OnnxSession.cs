using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace MlNetShallow.OnnxPipelines.Tests;

/// <summary>A file in ONNX Runtime, which checks its graph, types and shapes when it loads it; fed with the columns of a data
/// view by their names.</summary>
internal sealed class OnnxSession(byte[] model) : IDisposable
{
    private readonly InferenceSession _session = new(model);

    public ModelMetadata Metadata => _session.ModelMetadata;

    /// <summary>Name, type and shape, such as "Area: Single [-1, 1]"; -1 is open.</summary>
    public string[] Inputs => Describe(_session.InputMetadata);

    public string[] Outputs => Describe(_session.OutputMetadata);

    /// <summary>All outputs for all rows of data, in one batch; each row's values one after the other.</summary>
    public Dictionary<string, object[]> Run(IDataView data)
    {
        NamedOnnxValue[] inputs = [.. _session.InputMetadata.Keys.Select(name => Read(data, name))];
        using var outputs = _session.Run(inputs);
        return outputs.ToDictionary(output => output.Name, output => output.Value switch
        {
            Tensor<float> values => Values(values),
            Tensor<bool> values => Values(values),
            Tensor<uint> values => Values(values),
            Tensor<string> values => Values(values),
            var other => throw new NotSupportedException($"{output.Name} is {other}"),
        });
    }

    public void Dispose() => _session.Dispose();

    private static object[] Values<T>(Tensor<T> values) => [.. values.Cast<object>()];

    private static string[] Describe(IReadOnlyDictionary<string, NodeMetadata> values) => [.. values.Select(
        value => $"{value.Key}: {value.Value.ElementType.Name} [{string.Join(", ", value.Value.Dimensions)}]")];

    private static NamedOnnxValue Read(IDataView data, string name)
    {
        DataViewType type = data.Schema[name].Type;
        return type switch
        {
            TextDataViewType => Input(name, data.GetColumn<string>(name), 1),
            BooleanDataViewType => Input(name, data.GetColumn<bool>(name), 1),
            NumberDataViewType when type.RawType == typeof(float) => Input(name, data.GetColumn<float>(name), 1),
            VectorDataViewType { ItemType: { } item } vector when item.RawType == typeof(float)
                => Input(name, Flat<float>(data, name), [.. vector.Dimensions]),
            VectorDataViewType { ItemType: { } item } vector when item.RawType == typeof(byte)
                => Input(name, Flat<byte>(data, name), [.. vector.Dimensions]),
            _ => throw new NotSupportedException($"{name} is {type}"),
        };
    }

    private static IEnumerable<T> Flat<T>(IDataView data, string name)
        => data.GetColumn<VBuffer<T>>(name).SelectMany(values => values.DenseValues());

    private static NamedOnnxValue Input<T>(string name, IEnumerable<T> values, params int[] shape)
    {
        T[] all = [.. values];
        int size = shape.Aggregate(1, (product, dimension) => product * dimension);
        return NamedOnnxValue.CreateFromTensor(name, new DenseTensor<T>(all, [all.Length / size, .. shape]));
    }
}
