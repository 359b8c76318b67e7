using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetShallow.Persistence;

namespace MlNetShallow.Scoring;

/// <summary>The columns that a model adds, with the annotations that ML.NET's own models give them. Thread-safe.</summary>
internal abstract class PredictionColumns
{
    public const string PredictedLabel = "PredictedLabel";
    public const string Score = "Score";
    public const string Probability = "Probability";

    private const string SetId = "ScoreColumnSetId";

    /// <summary>What ML.NET calls the task in annotations.</summary>
    protected abstract string ScoreColumnKind { get; }

    /// <summary>The schema of the data with the columns added, the last ones.</summary>
    public DataViewSchema AddTo(DataViewSchema input)
    {
        // All score columns of one model carry the same number, by which evaluators tell models apart.
        uint setId = input.Select(ScoreColumnSetId).Append(0u).Max() + 1;
        var builder = new DataViewSchema.Builder();
        builder.AddColumns(input);
        AddTo(builder, setId);
        return builder.ToSchema();
    }

    /// <summary>The shape of the data with the columns added; columns of their names are replaced.</summary>
    public SchemaShape AddTo(SchemaShape input)
    {
        // Columns of a schema shape have no public constructor; a chain of estimators makes them for its members to see.
        var witness = new ShapeWitness();
        new EstimatorChain<ITransformer>().Append(witness).Fit(new EmptyDataView(AddTo(new DataViewSchema.Builder().ToSchema())));
        SchemaShape added = witness.Shape!;
        return new(input.Where(column => added.All(other => other.Name != column.Name)).Concat(added));
    }

    /// <summary>Makes the getter of one of the columns.</summary>
    /// <param name="column">The column's name.</param>
    /// <param name="logits">The logits of the row that is read.</param>
    public abstract Delegate CreateGetter(string column, RowLogits logits);

    /// <summary>Appends the stages of a saved model that score the features and add the columns.</summary>
    /// <param name="chain">The stages so far, which give features and payload.</param>
    /// <param name="bytes">Whether the features are bytes.</param>
    /// <returns>The names of the private columns that these stages leave behind.</returns>
    public abstract string[] AppendTo(SavedChain chain, bool bytes);

    protected abstract void AddTo(DataViewSchema.Builder builder, uint setId);

    protected DataViewSchema.Annotations Annotations(
        uint setId, string valueKind, Action<DataViewSchema.Annotations.Builder>? addMore = null)
    {
        var builder = new DataViewSchema.Annotations.Builder();
        builder.Add(SetId, new KeyDataViewType(typeof(uint), int.MaxValue), (ref uint value) => value = setId);
        AddText("ScoreColumnKind", ScoreColumnKind);
        AddText("ScoreValueKind", valueKind);
        addMore?.Invoke(builder);
        return builder.ToAnnotations();

        void AddText(string kind, string text)
            => builder.Add(kind, TextDataViewType.Instance, (ref ReadOnlyMemory<char> value) => value = text.AsMemory());
    }

    /// <summary>Names the slots of a vector.</summary>
    protected static void AddSlotNames(DataViewSchema.Annotations.Builder annotations, string[] names) => annotations.Add(
        "SlotNames",
        new VectorDataViewType(TextDataViewType.Instance, names.Length),
        (ref VBuffer<ReadOnlyMemory<char>> value) => new VBuffer<ReadOnlyMemory<char>>(
            names.Length, [.. names.Select(name => name.AsMemory())]).CopyTo(ref value));

    private static uint ScoreColumnSetId(DataViewSchema.Column column)
    {
        uint id = 0;
        if (column.Annotations.Schema.GetColumnOrNull(SetId)?.Type is KeyDataViewType type && type.RawType == typeof(uint))
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
