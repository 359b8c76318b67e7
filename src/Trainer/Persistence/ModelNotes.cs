using System.Globalization;
using System.Text.Json;

namespace MlNetShallow.Persistence;

/// <summary>What a model keeps beside its network and history, so that it can be put together again.</summary>
internal sealed record ModelNotes
{
    private const string LabelName = "label column";
    private const string FeaturesName = "feature column";
    private const string WeightName = "example weight column";
    private const string OffsetName = "offset column";
    private const string ClassesName = "classes";
    private const string TargetsName = "targets";
    private const string ThresholdName = "score threshold";
    private const string MessagesName = "messages";
    private const string LossName = "loss";
    private const string OptionPrefix = "option ";

    /// <summary>For a model that keeps none, as those of format versions 1 to 3.</summary>
    public static ModelNotes None { get; } = new();

    public string? LabelColumn { get; init; }

    public string? FeatureColumn { get; init; }

    public string? WeightColumn { get; init; }

    public string? OffsetColumn { get; init; }

    /// <summary>What the classes are called, in the order in which the network counts them; none where they have no
    /// names.</summary>
    public IReadOnlyList<string> ClassNames { get; init; } = [];

    /// <summary>What several targets or labels are called, in the order of the outputs; none where there is one.</summary>
    public IReadOnlyList<string> TargetNames { get; init; } = [];

    /// <summary>The score above which a row is predicted to be of class 1, of two classes.</summary>
    public float ScoreThreshold { get; init; }

    /// <summary>The loss of the training; null for the network's own.</summary>
    public RegressionLoss? Loss { get; init; }

    /// <summary>The options of the training, in words.</summary>
    public IReadOnlyDictionary<string, string> Options { get; init; } = new Dictionary<string, string>();

    /// <summary>What training reported.</summary>
    public IReadOnlyList<string> Messages { get; init; } = [];

    /// <exception cref="FormatException">A note is none that <see cref="ToTexts"/> gives.</exception>
    public static ModelNotes Of(IReadOnlyDictionary<string, string> texts)
    {
        return new ModelNotes
        {
            LabelColumn = texts.GetValueOrDefault(LabelName),
            FeatureColumn = texts.GetValueOrDefault(FeaturesName),
            WeightColumn = texts.GetValueOrDefault(WeightName),
            OffsetColumn = texts.GetValueOrDefault(OffsetName),
            ClassNames = List(ClassesName),
            TargetNames = List(TargetsName),
            Messages = List(MessagesName),
            Loss = texts.GetValueOrDefault(LossName) is { } loss ? LossOf(loss) : null,
            ScoreThreshold = Threshold(texts.GetValueOrDefault(ThresholdName, "0")),
            Options = texts.Where(text => text.Key.StartsWith(OptionPrefix, StringComparison.Ordinal))
                .ToDictionary(text => text.Key[OptionPrefix.Length..], text => text.Value),
        };

        string[] List(string name)
        {
            try
            {
                return JsonSerializer.Deserialize<string[]>(texts.GetValueOrDefault(name, "[]")) ?? [];
            }
            catch (JsonException exception)
            {
                throw new FormatException($"The model's note '{name}' is no list of texts: it is damaged.", exception);
            }
        }
    }

    /// <summary>The same notes, if they can be those of such a network.</summary>
    /// <exception cref="FormatException">They can't.</exception>
    public ModelNotes CheckedFor(NetworkShape shape)
    {
        int classes = shape.OutputLayer switch
        {
            OutputLayer.SigmoidCrossEntropy => 2,
            OutputLayer.SoftmaxCrossEntropy => shape.Outputs,
            _ => 0,
        };
        if (ClassNames.Contains(null!) || (ClassNames.Count > 0 && ClassNames.Count != classes))
        {
            throw new FormatException(
                $"The model has {ClassNames.Count} names, empty ones perhaps, for {classes} classes: it is damaged.");
        }

        if (TargetNames.Any(string.IsNullOrEmpty) || TargetNames.Distinct().Count() < TargetNames.Count
            || (TargetNames.Count > 0 && (TargetNames.Count != shape.Outputs || !HasTargets(shape))))
        {
            throw new FormatException(
                $"The model has {TargetNames.Count} names of targets, empty or equal ones perhaps, for {shape.Outputs} " +
                $"{shape.OutputLayer} outputs: it is damaged.");
        }

        if (Loss is not null ? Loss.OutputLayer != shape.OutputLayer || Loss.Outputs != shape.Outputs
            : shape.OutputLayer is OutputLayer.Exponential or OutputLayer.Quantiles)
        {
            throw new FormatException(
                $"The model has the loss {Loss?.ToString() ?? "of nothing"} for {shape.Outputs} {shape.OutputLayer} outputs: it is " +
                "damaged.");
        }

        if (OffsetColumn is not null && shape.OutputLayer != OutputLayer.Exponential)
            throw new FormatException($"The model has an offset, but {shape.OutputLayer} outputs: it is damaged.");
        if (ScoreThreshold != 0 && shape.OutputLayer != OutputLayer.SigmoidCrossEntropy)
            throw new FormatException("The model has a threshold, but not two classes: it is damaged.");
        return FeatureColumn != "" && OffsetColumn != "" && !Messages.Contains(null!)
            ? this : throw new FormatException("The model's notes have a name or message that is empty: it is damaged.");
    }

    /// <summary>The loss of the training; null where labels are classes.</summary>
    public RegressionLoss? LossOf(NetworkShape shape)
        => Loss ?? shape.OutputLayer switch
        {
            OutputLayer.IdentitySquaredError => RegressionLoss.Squared,
            OutputLayer.Targets => RegressionLoss.Targets(shape.Outputs),
            _ => null,
        };

    /// <summary>What the targets or labels of a network are called: of one without names by their number, from 0.</summary>
    public string[] TargetNamesFor(NetworkShape shape) => !HasTargets(shape) ? []
        : TargetNames.Count > 0 ? [.. TargetNames] : [.. Enumerable.Range(0, shape.Outputs).Select(k => $"{LabelColumn ?? TrainerDefaults.LabelColumnName}.{k}")];

    public Dictionary<string, string> ToTexts()
    {
        var texts = new Dictionary<string, string>
        {
            [ClassesName] = JsonSerializer.Serialize(ClassNames),
            [MessagesName] = JsonSerializer.Serialize(Messages),
            [ThresholdName] = ScoreThreshold.ToString("R", CultureInfo.InvariantCulture),
        };
        (string, string?)[] columns =
        [
            (LabelName, LabelColumn), (FeaturesName, FeatureColumn), (WeightName, WeightColumn), (OffsetName, OffsetColumn),
        ];
        foreach ((string name, string? column) in columns)
        {
            if (column is not null)
                texts[name] = column;
        }

        if (TargetNames.Count > 0)
            texts[TargetsName] = JsonSerializer.Serialize(TargetNames);
        if (Loss is not null)
            texts[LossName] = Loss.ToString();
        foreach ((string name, string value) in Options)
            texts[OptionPrefix + name] = value;
        return texts;
    }

    private static bool HasTargets(NetworkShape shape) => shape.OutputLayer is OutputLayer.Targets or OutputLayer.Labels;

    private static RegressionLoss LossOf(string text)
    {
        try
        {
            return RegressionLoss.Parse(text);
        }
        catch (FormatException exception)
        {
            throw new FormatException($"The model's loss can't be read: it is damaged. {exception.Message}", exception);
        }
    }

    private static float Threshold(string text)
        => float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out float threshold)
            && float.IsFinite(threshold)
                ? threshold
                : throw new FormatException($"The model's threshold is '{text}', which is no finite number: it is damaged.");
}
