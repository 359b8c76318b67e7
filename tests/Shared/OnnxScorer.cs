using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace MlNetShallow.Tests.Shared;

/// <summary>A model of ours in ONNX Runtime, which checks its graph, types and shapes when it loads it.</summary>
internal sealed class OnnxScorer(byte[] model) : IDisposable
{
    private readonly InferenceSession _session = new(model);

    public ModelMetadata Metadata => _session.ModelMetadata;

    /// <summary>Name, type and shape of inputs and outputs, such as "features: Single [-1, 2]"; -1 is open.</summary>
    public string[] Signature => [.. _session.InputMetadata.Concat(_session.OutputMetadata).Select(
        value => $"{value.Key}: {value.Value.ElementType.Name} [{string.Join(", ", value.Value.Dimensions)}]")];

    /// <param name="features">The features of one example after the other.</param>
    /// <param name="examples">How many they are.</param>
    /// <returns>All outputs by their names, each the values of one example after the other.</returns>
    public Dictionary<string, double[]> Score(float[] features, int examples = 1)
    {
        var input = new DenseTensor<float>(features, [examples, features.Length / examples]);
        using var outputs = _session.Run([NamedOnnxValue.CreateFromTensor("features", input)]);
        return outputs.ToDictionary(output => output.Name, output => output.Value switch
        {
            Tensor<float> values => Values(values, value => value, examples),
            Tensor<long> values => Values(values, value => (double)value, examples),
            var other => throw new NotSupportedException($"{output.Name} is {other}"),
        });
    }

    public void Dispose() => _session.Dispose();

    private static double[] Values<T>(Tensor<T> tensor, Func<T, double> toDouble, int examples)
    {
        Assert.Equal(examples, tensor.Dimensions[0]);
        return [.. tensor.Select(toDouble)];
    }
}
