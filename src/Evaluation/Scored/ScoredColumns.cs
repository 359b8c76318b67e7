using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetShallow.Data.Tables;

namespace MlNetShallow.Evaluation.Scored;

/// <summary>The columns of scored data, and which kind of model made them.</summary>
/// <param name="Task">The kind.</param>
/// <param name="Label">The label.</param>
/// <param name="Score">The score or scores.</param>
/// <param name="Probability">Of two classes, the probability; null for none.</param>
/// <param name="PredictedLabel">The predicted class; null for none.</param>
/// <param name="Offset">What was added to each logit; null for none.</param>
/// <param name="Name">What rows are called; null for none.</param>
/// <param name="Picture">The paths of pictures; null for none.</param>
internal sealed record ScoredColumns(
    TableTask Task,
    DataViewSchema.Column Label,
    DataViewSchema.Column Score,
    DataViewSchema.Column? Probability,
    DataViewSchema.Column? PredictedLabel,
    DataViewSchema.Column? Offset,
    DataViewSchema.Column? Name,
    DataViewSchema.Column? Picture)
{
    private const string ScoreColumnKind = nameof(ScoreColumnKind);
    private const string MultiOutput = "MultiOutputRegression";
    private const string MultiLabel = "MultiLabelClassification";

    // What ML.NET calls the scores of models that predict neither a class nor one number.
    private static readonly string[] OtherKinds =
    [
        "Ranking", "Clustering", MultiOutput, "SequenceClassification", "QuantileRegression", "ItemSimilarity",
        "FeatureContribution",
    ];

    public IEnumerable<DataViewSchema.Column> All
        => new DataViewSchema.Column?[] { Label, Score, Probability, PredictedLabel, Offset, Name, Picture }
            .OfType<DataViewSchema.Column>().DistinctBy(column => column.Index);

    /// <exception cref="ArgumentOutOfRangeException">A column is missing or of a wrong type, or the scores are of a model of
    /// another kind.</exception>
    public static ScoredColumns Find(DataViewSchema schema, ScoredDataOptions options)
    {
        DataViewSchema.Column score = Need(schema, options.ScoreColumnName, "score"),
            label = Need(schema, options.LabelColumnName, "label");
        if (KindOf(score) is { } kind && OtherKinds.Contains(kind)
            && !(kind == MultiOutput && label.Type is VectorDataViewType))
        {
            throw Refusal($"The score column '{score.Name}' is that of a model for {kind}; "
                + "it takes one of two classes, of several classes or of a regression, or of several targets and their vector of labels.");
        }

        DataViewSchema.Column? probability = schema.GetColumnOrNull(options.ProbabilityColumnName),
            predicted = schema.GetColumnOrNull(options.PredictedLabelColumnName);
        var report = options as ReportOptions;
        var columns = new ScoredColumns(
            TaskOf(score, label, probability, predicted),
            label,
            score,
            probability,
            predicted,
            options.OffsetColumnName is { } offset ? Need(schema, offset, "offset") : null,
            report?.NameColumnName is { } name ? Need(schema, name, "name") : null,
            report?.ImagePathColumnName is { } picture ? Need(schema, picture, "image path") : null);
        if (columns.Picture is { } path)
            Want(path, TextDataViewType.Instance, "image path");
        if (columns.Offset is { } added)
            Want(added, NumberDataViewType.Single, "offset");
        return columns.Task switch
        {
            TableTask.Binary => columns.CheckBinary(),
            TableTask.Multiclass => columns with { Probability = null },
            TableTask.MultiTarget or TableTask.MultiLabel => columns.CheckSeveral(),
            _ => columns with { Probability = null, PredictedLabel = null },
        };
    }

    private static TableTask TaskOf(
        DataViewSchema.Column score,
        DataViewSchema.Column label,
        DataViewSchema.Column? probability,
        DataViewSchema.Column? predicted)
    {
        if (score.Type is VectorDataViewType vector)
        {
            if (label.Type is VectorDataViewType)
                return KindOf(score) == MultiLabel ? TableTask.MultiLabel : TableTask.MultiTarget;
            if (KindOf(score) == MultiLabel)
                throw WrongType(label, "label", "a vector, as the model predicts several labels at once");
            return vector.ItemType.Equals(NumberDataViewType.Single)
                ? TableTask.Multiclass
                : throw WrongType(score, "score", "Single, or a vector of Single");
        }

        Want(score, NumberDataViewType.Single, "score");
        return label.Type is BooleanDataViewType || predicted?.Type is BooleanDataViewType || probability is not null
            ? TableTask.Binary
            : TableTask.Regression;
    }

    private ScoredColumns CheckBinary()
    {
        if (Probability is { } probability)
            Want(probability, NumberDataViewType.Single, "probability");
        return this;
    }

    /// <summary>Of several targets or labels there are vectors of one length.</summary>
    private ScoredColumns CheckSeveral()
    {
        if (Score.Type is not VectorDataViewType { IsKnownSize: true } scores || !scores.ItemType.Equals(NumberDataViewType.Single))
            throw WrongType(Score, "score", "a known-size vector of Single");
        var wanted = $"a vector of {scores.Size} Single or Boolean, as the scores are {scores.Size}";
        bool holdsLabels = Label.Type is VectorDataViewType labels && labels.Size == scores.Size
            && (labels.ItemType is BooleanDataViewType || labels.ItemType.Equals(NumberDataViewType.Single));
        return holdsLabels ? this with { Probability = null, PredictedLabel = null } : throw WrongType(Label, "label", wanted);
    }

    private static string? KindOf(DataViewSchema.Column score)
    {
        if (score.Annotations.Schema.GetColumnOrNull(ScoreColumnKind)?.Type is not TextDataViewType)
            return null;
        ReadOnlyMemory<char> kind = default;
        score.Annotations.GetValue(ScoreColumnKind, ref kind);
        return kind.ToString();
    }

    private static DataViewSchema.Column Need(DataViewSchema schema, string name, string role)
    {
        ArgumentNullException.ThrowIfNull(name);
        return schema.GetColumnOrNull(name) ?? throw Refusal(
            $"There is no {role} column '{name}'; the data have {string.Join(", ", schema.Select(column => column.Name).Distinct())}.");
    }

    private static void Want(DataViewSchema.Column column, DataViewType type, string role)
    {
        if (!column.Type.Equals(type))
            throw WrongType(column, role, $"{type}");
    }

    private static ArgumentOutOfRangeException WrongType(DataViewSchema.Column column, string role, string wanted)
        => Refusal($"The {role} column '{column.Name}' holds {column.Type}; it must hold {wanted}.");

    private static ArgumentOutOfRangeException Refusal(string message) => new(paramName: null, message);
}
