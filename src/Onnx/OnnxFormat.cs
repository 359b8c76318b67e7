using System.Globalization;
using System.Reflection;
using System.Text.Json;
using Google.Protobuf;
using MlNetShallow.Serialization;
using static MlNetShallow.Onnx.OnnxFields;

namespace MlNetShallow.Onnx;

/// <summary>
/// Networks as ONNX models, operator set 12: Gemm, the activation, Gemm, then what the output layer is for; without hidden
/// units the first Gemm is the last. Thread-safe. See docs/onnx.md for how other programs use the file.
/// <code>
/// input    features       float [N, n0]   what the network was trained on; for bytes, byte / 255
/// input    offset         float [N, 1]    where metadata say so: what is added to the logit of e^z; one that is infinite is missing
/// sigmoid  score          float [N]       the logit z
///          probability    float [N]       1 / (1 + e⁻ᶻ), the probability of label 1
///          label          int64 [N]       1 where z is above the threshold (0, if metadata do not say otherwise), else 0
/// softmax  probabilities  float [N, n2]   the probability of each class
///          label          int64 [N]       the class of the largest, from 0
/// numbers  score          float [N]       the prediction; of quantiles the middle one
/// quantiles  quantiles    float [N, n2]   the quantiles in rising order, where there are several
/// targets  score          float [N, n2]   the prediction of each target
/// labels   probabilities  float [N, n2]   the probability of each label
///          label          int64 [N, n2]   1 where it is above 0.5, else 0
/// </code>
/// Probabilities are clipped to <see cref="OutputFunction.LeastProbability"/> … <see cref="OutputFunction.LargestProbability"/>.
/// </summary>
public static class OnnxFormat
{
    /// <summary>The version of ONNX's operators that is written: the one that ML.NET's converter writes, so that both make one
    /// graph.</summary>
    public const int OperatorSet = 12;

    // The version of the file format that came with operator set 12.
    private const int IrVersion = 7;

    // What is not weights takes far less than a megabyte beside the names of classes.
    private const long MostBytesOfWeights = int.MaxValue - (16L << 20);

    private const string Features = "features";
    private const string Offset = "offset";
    private const string Label = "label";
    private const string Score = "score";
    private const string Quantiles = "quantiles";

    /// <summary>Writes a network to a file, which gets its name when it is complete; a file of that name is replaced.</summary>
    /// <param name="path">The file.</param>
    /// <param name="network">The network.</param>
    /// <param name="metadata">The names of the classes and other entries; null for none.</param>
    /// <exception cref="ArgumentException">The number of class names is not that of the classes, the threshold is not finite or
    /// not for this network, an entry has a name that is written anyway, or the network takes more than the 2 GiB of an ONNX
    /// file.</exception>
    /// <exception cref="IOException">The file could not be written; one that was there is as it was.</exception>
    public static void Write(string path, ShallowNetwork<float> network, OnnxMetadata? metadata = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        WholeFile.Write(path, stream => Write(stream, network, metadata));
    }

    /// <summary>Writes a network.</summary>
    /// <param name="stream">Takes the bytes; it stays open.</param>
    /// <param name="network">The network.</param>
    /// <param name="metadata">The names of the classes and other entries; null for none.</param>
    /// <exception cref="ArgumentException">The number of class names is not that of the classes, the threshold is not finite or
    /// not for this network, an entry has a name that is written anyway, or the network takes more than the 2 GiB of an ONNX
    /// file.</exception>
    public static void Write(Stream stream, ShallowNetwork<float> network, OnnxMetadata? metadata = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(network);
        CheckSize(network.Shape);
        float threshold = Threshold(network.Shape, metadata);
        bool hasOffset = metadata?.HasOffset ?? false;
        if (hasOffset && network.Shape.OutputLayer != OutputLayer.Exponential)
            throw new ArgumentException("Only networks whose prediction is e^z have an offset.", nameof(metadata));

        string version = typeof(OnnxFormat).Assembly
            .GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;
        ProtoMessage model = new ProtoMessage()
            .Add(Model.IrVersion, IrVersion)
            .Add(Model.ProducerName, "MlNetShallow")
            .Add(Model.ProducerVersion, version)
            .Add(Model.Graph, Graph(network, threshold, hasOffset))
            .Add(Model.OpsetImport, new ProtoMessage().Add(OperatorSetId.Domain, "").Add(OperatorSetId.Version, OperatorSet));
        foreach ((string key, string value) in Entries(network.Shape, metadata ?? new()))
        {
            model.Add(Model.MetadataProps, new ProtoMessage()
                .Add(StringStringEntry.Key, key)
                .Add(StringStringEntry.Value, value));
        }

        using var output = new CodedOutputStream(stream, leaveOpen: true);
        model.WriteTo(output);
    }

    internal static void CheckSize(NetworkShape shape)
    {
        long bytes = sizeof(float) * (long)shape.ParameterCount;
        if (bytes > MostBytesOfWeights)
        {
            throw new ArgumentException(
                $"The network's {shape.ParameterCount} parameters take {bytes} bytes; an ONNX file holds up to 2 GiB.",
                nameof(shape));
        }
    }

    private static ProtoMessage Graph(ShallowNetwork<float> network, float threshold, bool hasOffset)
    {
        NetworkShape shape = network.Shape;
        var graph = new OnnxGraph();
        graph.Declare(OnnxFields.Graph.Input, Features, Tensor.Float, shape.Inputs, "X, an example a row");

        // The outputs' weights are W2 without hidden units too.
        string last = Features, logits = "";
        int offset = shape.HiddenUnits > 0 ? 0 : 1;
        for (int layer = 1; layer <= shape.Layers; layer++)
        {
            string number = (layer + offset).ToString(CultureInfo.InvariantCulture);
            graph.AddConstant("W" + number, network.W(layer), shape.Units(layer), shape.Units(layer - 1));
            graph.AddConstant("b" + number, network.B(layer), shape.Units(layer));
            graph.AddNode("Gemm", [last, "W" + number, "b" + number], logits = "z" + number, ("transB", 1));
            if (layer == shape.Layers)
                break;
            ActivationNodes.Add(graph, shape.Activation, logits, last = "a" + number);
        }

        if (hasOffset)
            logits = AddOffset(graph, logits);
        AddOutputs(graph, shape, logits, threshold);
        return graph.ToMessage();
    }

    /// <summary>Adds offsets to the logits. Infinity times 0 is NaN: as elsewhere, an infinite offset is a missing one.</summary>
    private static string AddOffset(OnnxGraph graph, string logits)
    {
        graph.Declare(OnnxFields.Graph.Input, Offset, Tensor.Float, 1, "What is added to each example's logit");
        graph.AddConstant("zero", [0f]);
        graph.AddNode("Mul", [Offset, "zero"], "missing");
        graph.AddNode("Add", [Offset, "missing"], "finite_offset");
        graph.AddNode("Add", [logits, "finite_offset"], "z");
        return "z";
    }

    private static float Threshold(NetworkShape shape, OnnxMetadata? metadata)
    {
        float threshold = metadata?.ScoreThreshold ?? 0;
        if (!float.IsFinite(threshold))
            throw new ArgumentException($"The score threshold is {threshold}; it is a finite number.", nameof(metadata));
        return threshold == 0 || shape.OutputLayer == OutputLayer.SigmoidCrossEntropy
            ? threshold
            : throw new ArgumentException("Only networks that tell two classes apart have a score threshold.", nameof(metadata));
    }

    private static void AddOutputs(OnnxGraph graph, NetworkShape shape, string logits, float threshold)
    {
        if (shape.OutputLayer == OutputLayer.SoftmaxCrossEntropy)
        {
            graph.AddNode("Softmax", [logits], "softmax", ("axis", 1));
            Probability("softmax", "probabilities", shape.Outputs, "The probability of each class");
            Output(
                "ArgMax", [logits], Label, Tensor.Int64, null, "The most probable class, from 0", ("axis", 1), ("keepdims", 0));
            return;
        }

        if (shape.OutputLayer == OutputLayer.Targets)
        {
            Output("Identity", [logits], Score, Tensor.Float, shape.Outputs, "The prediction of each target");
            return;
        }

        if (shape.OutputLayer == OutputLayer.Labels)
        {
            graph.AddNode("Sigmoid", [logits], "sigmoid");
            Probability("sigmoid", "probabilities", shape.Outputs, "The probability of each label");
            graph.AddConstant("threshold", [0.5f]);
            graph.AddNode("Greater", ["probabilities", "threshold"], "is_true");
            Output(
                "Cast", ["is_true"], Label, Tensor.Int64, shape.Outputs, "1 where the probability is above 0.5, else 0",
                ("to", Tensor.Int64));
            return;
        }

        string prediction = logits;
        if (shape.OutputLayer == OutputLayer.Exponential)
        {
            // As OutputFunction does: above 0 and finite.
            graph.AddNode("Exp", [logits], "exponential");
            graph.AddConstant("least", [OutputFunction.LeastProbability]);
            graph.AddConstant("most", [float.MaxValue]);
            graph.AddNode("Clip", ["exponential", "least", "most"], prediction = "mean");
        }
        else if (shape.OutputLayer == OutputLayer.Quantiles)
        {
            prediction = AddQuantiles(graph, logits, shape.Outputs);
            graph.Declare(
                OnnxFields.Graph.Output, Quantiles, Tensor.Float, shape.Outputs, "The quantiles, in rising order");
        }

        // A vector, not a matrix of one column, which NumPy would compare with a vector of labels all with all.
        graph.AddConstant("rows", -1L);
        bool isBinary = shape.OutputLayer == OutputLayer.SigmoidCrossEntropy;
        string description = isBinary ? "The logit" : "The prediction";
        Output("Reshape", [prediction, "rows"], Score, Tensor.Float, null, description);
        if (!isBinary)
            return;

        graph.AddNode("Sigmoid", [Score], "sigmoid");
        Probability("sigmoid", "probability", null, "The probability of label 1");
        graph.AddConstant("threshold", [threshold]);
        graph.AddNode("Greater", [Score, "threshold"], "is_one");
        string above = FormattableString.Invariant($"1 where the score is above {threshold}, else 0");
        Output("Cast", ["is_one"], Label, Tensor.Int64, null, above, ("to", Tensor.Int64));

        // As OutputFunction does: never 0 or 1.
        void Probability(string rounded, string name, int? columns, string about)
        {
            graph.AddConstant("least", [OutputFunction.LeastProbability]);
            graph.AddConstant("most", [OutputFunction.LargestProbability]);
            Output("Clip", [rounded, "least", "most"], name, Tensor.Float, columns, about);
        }

        void Output(
            string operation,
            string[] inputs,
            string name,
            int type,
            int? columns,
            string about,
            params (string, object)[] attributes)
        {
            graph.AddNode(operation, inputs, name, attributes);
            graph.Declare(OnnxFields.Graph.Output, name, type, columns, about);
        }
    }

    /// <summary>Sorts the quantiles.</summary>
    /// <returns>The middle one, of an even number the mean of the middle two.</returns>
    private static string AddQuantiles(OnnxGraph graph, string logits, int outputs)
    {
        graph.AddConstant("levels", (long)outputs);
        graph.AddNode("TopK", [logits, "levels"], [Quantiles, "order"], ("axis", 1), ("largest", 0), ("sorted", 1));
        graph.AddConstant("upper_index", outputs / 2);
        graph.AddNode("Gather", [Quantiles, "upper_index"], "upper", ("axis", 1));
        if (outputs % 2 == 1)
            return "upper";
        graph.AddConstant("lower_index", (outputs / 2) - 1L);
        graph.AddConstant("half", [0.5f]);
        graph.AddNode("Gather", [Quantiles, "lower_index"], "lower", ("axis", 1));
        graph.AddNode("Mul", ["lower", "half"], "half_lower");
        graph.AddNode("Mul", ["upper", "half"], "half_upper");
        graph.AddNode("Add", ["half_lower", "half_upper"], "middle");
        return "middle";
    }

    private static IEnumerable<(string Key, string Value)> Entries(NetworkShape shape, OnnxMetadata metadata)
    {
        (string task, int classes) = shape.OutputLayer switch
        {
            OutputLayer.SigmoidCrossEntropy => ("binary_classification", 2),
            OutputLayer.SoftmaxCrossEntropy => ("multiclass_classification", shape.Outputs),
            OutputLayer.Targets => ("multi_target_regression", 0),
            OutputLayer.Labels => ("multi_label_classification", 0),
            _ => ("regression", 0),
        };
        yield return ("task", task);
        if (metadata.ClassNames is { } names)
        {
            if (names.Count != classes)
            {
                throw new ArgumentException(
                    $"There are {names.Count} class names ({string.Join(", ", names)}) for {task} of {classes} classes.",
                    nameof(metadata));
            }

            yield return ("classes", JsonSerializer.Serialize(names));
        }

        if (metadata.ScoreThreshold is { } threshold and not 0)
            yield return ("score_threshold", threshold.ToString("R", CultureInfo.InvariantCulture));
        foreach ((string key, string value) in metadata.Entries)
        {
            if (key is "task" or "classes" or "score_threshold")
                throw new ArgumentException($"The entry '{key}' is written by itself.", nameof(metadata));
            yield return (key, value);
        }
    }
}
