using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlNetShallow.Scoring;

/// <summary>The columns that a binary model adds, with the annotations that ML.NET's own models give them.</summary>
internal static class PredictionColumns
{
    public const string PredictedLabel = "PredictedLabel";
    public const string Score = "Score";
    public const string Probability = "Probability";

    private const string SetId = "ScoreColumnSetId";

    // Columns of a schema shape have no public constructor; a chain of estimators makes them for its members to see.
    private static readonly Lazy<SchemaShape> Shape = new(() =>
    {
        var witness = new ShapeWitness();
        new EstimatorChain<ITransformer>().Append(witness).Fit(new EmptyDataView(AddTo(new DataViewSchema.Builder().ToSchema())));
        return witness.Shape!;
    });

    /// <summary>The shape of the data with the columns added; columns of their names are replaced.</summary>
    public static SchemaShape AddTo(SchemaShape input)
        => new(input.Where(column => Shape.Value.All(added => added.Name != column.Name)).Concat(Shape.Value));

    /// <summary>The schema of the data with the columns added.</summary>
    public static DataViewSchema AddTo(DataViewSchema input)
    {
        // All score columns of one model carry the same number, by which evaluators tell models apart.
        uint setId = input.Select(ScoreColumnSetId).Append(0u).Max() + 1;
        var builder = new DataViewSchema.Builder();
        builder.AddColumns(input);
        builder.AddColumn(PredictedLabel, BooleanDataViewType.Instance, Annotations(setId, PredictedLabel, isNormalized: false));
        builder.AddColumn(Score, NumberDataViewType.Single, Annotations(setId, Score, isNormalized: false));
        builder.AddColumn(Probability, NumberDataViewType.Single, Annotations(setId, Probability, isNormalized: true));
        return builder.ToSchema();
    }

    private static DataViewSchema.Annotations Annotations(uint setId, string valueKind, bool isNormalized)
    {
        var builder = new DataViewSchema.Annotations.Builder();
        builder.Add(SetId, new KeyDataViewType(typeof(uint), int.MaxValue), (ref uint value) => value = setId);
        AddText("ScoreColumnKind", "BinaryClassification");
        AddText("ScoreValueKind", valueKind);
        if (isNormalized)
            builder.Add("IsNormalized", BooleanDataViewType.Instance, (ref bool value) => value = true);
        return builder.ToAnnotations();

        void AddText(string kind, string text)
            => builder.Add(kind, TextDataViewType.Instance, (ref ReadOnlyMemory<char> value) => value = text.AsMemory());
    }

    private static uint ScoreColumnSetId(DataViewSchema.Column column)
    {
        uint id = 0;
        if (column.Annotations.Schema.GetColumnOrNull(SetId)?.Type is KeyDataViewType { RawType: var type } && type == typeof(uint))
            column.Annotations.GetValue(SetId, ref id);
        return id;
    }

    private sealed class ShapeWitness : IEstimator<ITransformer>
    {
        public SchemaShape? Shape { get; private set; }

        public SchemaShape GetOutputSchema(SchemaShape inputSchema) => Shape = inputSchema;

        public ITransformer Fit(IDataView input) => new TransformerChain<ITransformer>();
    }
}
