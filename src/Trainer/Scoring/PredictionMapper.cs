using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetShallow.Input;

namespace MlNetShallow.Scoring;

/// <summary>How input columns become output columns: all pass through, and the predictions follow them.</summary>
internal sealed class PredictionMapper : IRowToRowMapper
{
    private readonly DataViewSchema.Column _features;
    private readonly ShallowNetwork<float> _network;

    public PredictionMapper(DataViewSchema input, string featureColumn, ShallowNetwork<float> network)
    {
        _features = ColumnCheck.ScoredFeatures(input, featureColumn, network.Shape.Inputs);
        _network = network;
        InputSchema = input;
        OutputSchema = PredictionColumns.AddTo(input);
    }

    public DataViewSchema InputSchema { get; }

    public DataViewSchema OutputSchema { get; }

    public IEnumerable<DataViewSchema.Column> GetDependencies(IEnumerable<DataViewSchema.Column> dependingColumns)
    {
        bool[] needed = new bool[InputSchema.Count];
        foreach (DataViewSchema.Column column in dependingColumns)
            needed[IsPrediction(column) ? _features.Index : column.Index] = true;
        return InputSchema.Where(column => needed[column.Index]);
    }

    public DataViewRow GetRow(DataViewRow input, IEnumerable<DataViewSchema.Column> activeColumns)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(activeColumns);
        if (input.Schema != InputSchema)
            throw new ArgumentException("The row has another schema than the mapper was made for.", nameof(input));
        return CreateRow(input, activeColumns);
    }

    internal PredictionRow CreateRow(DataViewRow input, IEnumerable<DataViewSchema.Column> activeColumns)
    {
        bool[] active = new bool[OutputSchema.Count];
        foreach (DataViewSchema.Column column in activeColumns)
            active[column.Index] = true;
        RowLogit? logit = active.AsSpan(InputSchema.Count).Contains(true) ? RowLogit.Create(input, _features, _network) : null;
        return new PredictionRow(input, OutputSchema, active, logit);
    }

    private bool IsPrediction(DataViewSchema.Column column) => column.Index >= InputSchema.Count;
}
