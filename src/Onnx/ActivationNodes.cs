namespace MlNetShallow.Onnx;

/// <summary>The activations by operators of <see cref="OnnxFormat.OperatorSet"/>, which has none for GELU and SiLU.</summary>
internal static class ActivationNodes
{
    /// <summary>Appends output = g(input).</summary>
    public static void Add(OnnxGraph graph, Activation activation, string input, string output)
    {
        switch (activation)
        {
            case Activation.LeakyRelu:
                graph.AddNode("LeakyRelu", [input], output, ("alpha", 0.01f));
                break;
            case Activation.Gelu:
                AddGelu(graph, input, output);
                break;
            case Activation.Silu:
                graph.AddNode("Sigmoid", [input], $"{output}_sigmoid");
                graph.AddNode("Mul", [input, $"{output}_sigmoid"], output);
                break;
            case Activation.Sigmoid or Activation.Tanh or Activation.Relu or Activation.Identity or Activation.Elu
                or Activation.Softplus:
                // Named alike there; Elu has α = 1 if nothing is said.
                graph.AddNode($"{activation}", [input], output);
                break;
            default:
                throw new NotSupportedException($"{activation} has no form in ONNX.");
        }
    }

    /// <summary>z · ½ (1 + erf(z / √2)).</summary>
    private static void AddGelu(OnnxGraph graph, string input, string output)
    {
        (string root, string one, string half) = ($"{output}_root", $"{output}_one", $"{output}_half");
        graph.AddConstant(root, [(float)(1 / Math.Sqrt(2))]);
        graph.AddConstant(one, [1f]);
        graph.AddConstant(half, [0.5f]);
        graph.AddNode("Mul", [input, root], $"{output}_scaled");
        graph.AddNode("Erf", [$"{output}_scaled"], $"{output}_erf");
        graph.AddNode("Add", [$"{output}_erf", one], $"{output}_sum");
        graph.AddNode("Mul", [$"{output}_sum", half], $"{output}_normal");
        graph.AddNode("Mul", [input, $"{output}_normal"], output);
    }
}
