using System.Globalization;
using Google.Protobuf;
using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetShallow.Onnx;
using static MlNetShallow.Onnx.OnnxFields;

namespace MlNetShallow.OnnxPipelines;

/// <summary>The network between ML.NET's stages: from the column of features to the columns that a model adds, in the types and
/// shapes that ML.NET's converter gives columns, so that stages can follow.</summary>
internal static class NetworkStage
{
    public const string PredictedLabel = "PredictedLabel";
    public const string Score = "Score";
    public const string Probability = "Probability";

    /// <summary>The columns that a model adds; another of these names is the user's own.</summary>
    /// <param name="model">The model.</param>
    public static string[] Predictions(ShallowNetworkModelParameters model) => model.Network.Shape.OutputLayer switch
    {
        OutputLayer.SigmoidCrossEntropy => [PredictedLabel, Score, Probability],
        OutputLayer.SoftmaxCrossEntropy or OutputLayer.Labels => [PredictedLabel, Score],
        _ => [Score, .. model.QuantileColumnNames],
    };

    /// <summary>Appends a network.</summary>
    /// <param name="graph">The graph so far.</param>
    /// <param name="network">The network as a model of its own.</param>
    /// <param name="model">The network's model.</param>
    /// <param name="features">The value of the features.</param>
    /// <param name="type">The type of their column.</param>
    /// <param name="offset">The value of the offsets; null for none.</param>
    /// <returns>The values of the columns.</returns>
    public static Dictionary<string, string> Append(
        JoinedGraph graph,
        ProtoFields network,
        ShallowNetworkModelParameters model,
        string features,
        VectorDataViewType type,
        string? offset)
    {
        if (type.Dimensions.Length > 1)
            features = graph.Append("Flatten", [features], ("axis", 1));
        if (type.ItemType.Equals(NumberDataViewType.Byte))
        {
            features = graph.Append("Cast", [features], ("to", Tensor.Float));
            features = graph.Append("Div", [features, graph.Constant(255f)]);
        }

        Dictionary<string, string> made = graph.Append(network, "Network", input => input == "offset" ? offset : features);
        return model.Network.Shape.OutputLayer switch
        {
            OutputLayer.SigmoidCrossEntropy => new()
            {
                [PredictedLabel] = Column(graph.Append("Cast", [made["label"]], ("to", Tensor.Bool))),
                [Score] = Column(made["score"]),
                [Probability] = Column(made["probability"]),
            },
            OutputLayer.SoftmaxCrossEntropy => new()
            {
                [PredictedLabel] = Column(Key(made["label"], made["probabilities"])),
                [Score] = made["probabilities"],
            },
            OutputLayer.Labels => new()
            {
                [PredictedLabel] = graph.Append("Cast", [made["label"]], ("to", Tensor.Bool)),
                [Score] = made["probabilities"],
            },
            OutputLayer.Targets => new() { [Score] = made["score"] },
            _ => new(model.QuantileColumnNames.Select((name, k) => KeyValuePair.Create(name, Quantile(k))))
            {
                [Score] = Column(made["score"]),
            },
        };

        string Quantile(int k) => graph.Append("Gather", [made["quantiles"], graph.Constant((long)k)], ("axis", 1));

        string Column(string vector) => graph.Append("Reshape", [vector, graph.Constant(-1L, 1L)]);

        // ML.NET counts keys from 1; 0 is a missing one. Where a feature is missing, all probabilities are NaN.
        string Key(string label, string probabilities)
        {
            string first = graph.Append("Gather", [probabilities, graph.Constant(0L)], ("axis", 1));
            string isMissing = graph.Append("IsNaN", [graph.Append("Reshape", [first, graph.Constant(-1L)])]);
            string counted = graph.Append("Add", [label, graph.Constant(1L)]);
            string key = graph.Append("Where", [isMissing, graph.Constant(0L), counted]);
            return graph.Append("Cast", [key], ("to", Tensor.UInt32));
        }
    }

    /// <summary>The network as a model of its own.</summary>
    /// <param name="parameters">The network.</param>
    /// <param name="scored">The schema of the data that it has scored.</param>
    /// <param name="metadata">What was given to be said of it; the names of several classes are found where none are.</param>
    public static ProtoFields Convert(
        ShallowNetworkModelParameters parameters, DataViewSchema scored, OnnxMetadata? metadata)
    {
        using var stream = new MemoryStream();
        parameters.SaveAsOnnx(stream, new OnnxMetadata
        {
            ClassNames = metadata?.ClassNames ?? KeyNames(scored, parameters.Network.Shape),
            ScoreThreshold = metadata?.ScoreThreshold,
            Entries = metadata?.Entries ?? new Dictionary<string, string>(),
        });
        return ProtoFields.Parse(UnsafeByteOperations.UnsafeWrap(stream.GetBuffer().AsMemory(0, (int)stream.Length)));
    }

    private static string[]? KeyNames(DataViewSchema scored, NetworkShape shape)
    {
        if (shape.OutputLayer != OutputLayer.SoftmaxCrossEntropy
            || scored.GetColumnOrNull(PredictedLabel) is not { Type: KeyDataViewType } label
            || label.Annotations.Schema.GetColumnOrNull("KeyValues")?.Type is not VectorDataViewType type
            || type.Size != shape.Outputs)
        {
            return null;
        }

        if (type.ItemType is TextDataViewType)
            return Values<ReadOnlyMemory<char>>(label);
        if (type.ItemType.RawType == typeof(float))
            return Values<float>(label);
        if (type.ItemType.RawType == typeof(int))
            return Values<int>(label);
        return null;
    }

    private static string[] Values<T>(DataViewSchema.Column label)
    {
        VBuffer<T> values = default;
        label.Annotations.GetValue("KeyValues", ref values);
        return [.. values.DenseValues().Select(value => Convert(value))];

        static string Convert(T value) => System.Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
    }
}
