namespace MlNetShallow.Onnx;

/// <summary>What an ONNX file says of a network beside its arithmetic. It is checked when the file is written.</summary>
public sealed class OnnxMetadata
{
    /// <summary>The names of the classes: of label 0 and label 1 for a network of one sigmoid output, of each output for
    /// softmax. Null, the default, where they have none. Written as the entry <c>classes</c>, a JSON array.</summary>
    public IReadOnlyList<string>? ClassNames { get; init; }

    /// <summary>Of two classes, the score above which the label is 1; finite. Null, the default, for 0. Another than 0 is
    /// written as the entry <c>score_threshold</c> too.</summary>
    public float? ScoreThreshold { get; init; }

    /// <summary>Whether an offset is added to the logit of a network whose prediction is e^z; it is an input of its own then.
    /// Default false.</summary>
    public bool HasOffset { get; init; }

    /// <summary>More entries, such as the layout of the features; none by default. The names <c>task</c>, <c>classes</c> and
    /// <c>score_threshold</c> are taken.</summary>
    public IReadOnlyDictionary<string, string> Entries { get; init; } = new Dictionary<string, string>();
}
