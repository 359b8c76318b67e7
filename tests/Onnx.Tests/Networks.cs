namespace MlNetShallow.Onnx.Tests;

/// <summary>Networks of every activation and output layer, without, with one and with several hidden layers; the weights are
/// drawn.</summary>
internal static class Networks
{
    public static IEnumerable<NetworkShape> Shapes
        => from output in Enum.GetValues<OutputLayer>()
           from activation in Enum.GetValues<Activation>()
           from hidden in activation == Activation.Relu ? (int[][])[[], [7], [7, 4, 3]] : [[7], [7, 5]]
           select new NetworkShape(
               5, hidden, activation, output, output is OutputLayer.SoftmaxCrossEntropy or OutputLayer.Quantiles or OutputLayer.Targets
                   or OutputLayer.Labels ? 4 : 1);

    public static ShallowNetwork<float> Draw(NetworkShape shape)
    {
        var parameters = new NetworkParameters<float>(shape);
        Draw(parameters.Values, seed: 20);
        return new ShallowNetwork<float>(parameters);
    }

    /// <summary>What the network says of examples, as ML.NET's columns say it: probabilities or, of regression, the
    /// prediction or quantiles.</summary>
    public static float[] Predict(this ShallowNetwork<float> network, float[] features)
    {
        NetworkShape shape = network.Shape;
        float[] predictions = network.Logits(FeatureMatrix.FromRows<float>(features, shape.Inputs));
        for (int start = 0; start < predictions.Length; start += shape.Outputs)
        {
            Span<float> example = predictions.AsSpan(start, shape.Outputs);
            OutputFunction.Apply<float>(shape.OutputLayer, example, example);
        }

        return predictions;
    }

    /// <summary>Values of -2 to 2.</summary>
    public static void Draw(Span<float> values, int seed)
    {
        var random = new Random(seed);
        foreach (ref float value in values)
            value = (4 * random.NextSingle()) - 2;
    }

    public static byte[] ToOnnx(this ShallowNetwork<float> network, OnnxMetadata? metadata = null)
    {
        using var stream = new MemoryStream();
        OnnxFormat.Write(stream, network, metadata);
        return stream.ToArray();
    }
}
