namespace MlNetShallow.Tests.Shared;

/// <summary>Computes what an ONNX file says, for one example, node by node and in double precision, as the documentation of
/// ONNX's operators defines them.</summary>
internal static class OnnxScoring
{
    /// <returns>The value of each name; of vectors and matrices the row of the example.</returns>
    public static Dictionary<string, double[]> Score(this OnnxFile file, ReadOnlySpan<float> features)
    {
        Dictionary<string, OnnxTensor> constants = file.Constants;
        var values = constants.ToDictionary(constant => constant.Key, constant => constant.Value.Values);
        values["features"] = [.. features.ToArray().Select(value => (double)value)];
        foreach (OnnxNode node in file.Nodes)
            values[node.Output] = Compute(node, values, constants);
        return values;
    }

    private static double[] Compute(
        OnnxNode node, Dictionary<string, double[]> values, Dictionary<string, OnnxTensor> constants)
    {
        double[] x = values[node.Inputs[0]];
        switch (node.Operation)
        {
            case "Gemm":
                Assert.Equal(1, node.Attributes["transB"]);
                OnnxTensor b = constants[node.Inputs[1]], c = constants[node.Inputs[2]];
                Assert.Equal(b.Dimensions[1], x.Length);
                Assert.Equal(b.Dimensions[0], c.Dimensions.Single());
                return [.. b.Values.Chunk(x.Length).Zip(c.Values, (row, bias) => row.Zip(x, (w, v) => w * v).Sum() + bias)];
            case "Sigmoid":
                return [.. x.Select(z => 1 / (1 + Math.Exp(-z)))];
            case "Clip":
                return [.. x.Select(p => Math.Clamp(p, values[node.Inputs[1]].Single(), values[node.Inputs[2]].Single()))];
            case "Tanh":
                return [.. x.Select(Math.Tanh)];
            case "Relu":
                return [.. x.Select(z => Math.Max(0, z))];
            case "LeakyRelu":
                return [.. x.Select(z => z < 0 ? node.Attributes["alpha"] * z : z)];
            case "Identity":
                return x;
            case "Softmax":
                Assert.Equal(1, node.Attributes["axis"]);
                double sum = x.Sum(z => Math.Exp(z - x.Max()));
                return [.. x.Select(z => Math.Exp(z - x.Max()) / sum)];
            case "ArgMax":
                Assert.Equal((1, 0), (node.Attributes["axis"], node.Attributes["keepdims"]));
                return [Array.IndexOf(x, x.Max())];
            case "Squeeze":
                Assert.Equal([1], values[node.Inputs[1]]);
                return [x.Single()];
            case "Greater":
                Assert.Empty(constants[node.Inputs[1]].Dimensions);
                return [x.Single() > values[node.Inputs[1]].Single() ? 1 : 0];
            case "Cast":
                Assert.Equal(7, node.Attributes["to"]);
                return x;
            default:
                throw new NotSupportedException(node.Operation);
        }
    }
}
