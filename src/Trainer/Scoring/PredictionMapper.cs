using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlNetShallow.Scoring;

/// <summary>How input columns become output columns: all pass through, and the predictions follow them.</summary>
internal sealed class PredictionMapper : IRowToRowMapper
{
    private readonly NetworkInputs _scored;
    private readonly ShallowNetwork<float> _network;
    private readonly PredictionColumns _predictions;

    /// <param name="input">The schema of the data.</param>
    /// <param name="scored">The columns of them that the network scores.</param>
    /// <param name="network">The network.</param>
    /// <param name="predictions">What it adds.</param>
    public PredictionMapper(
        DataViewSchema input, NetworkInputs scored, ShallowNetwork<float> network, PredictionColumns predictions)
    {
        (_scored, _network, _predictions) = (scored, network, predictions);
        InputSchema = input;
        OutputSchema = predictions.AddTo(input);
    }

    public DataViewSchema InputSchema { get; }

    public DataViewSchema OutputSchema { get; }

    public IEnumerable<DataViewSchema.Column> GetDependencies(IEnumerable<DataViewSchema.Column> dependingColumns)
    {
        bool[] needed = new bool[InputSchema.Count];
        foreach (DataViewSchema.Column column in dependingColumns)
        {
            if (!IsPrediction(column))
            {
                needed[column.Index] = true;
                continue;
            }

            needed[_scored.Features.Index] = true;
            if (_scored.Offset is { } offset)
                needed[offset.Index] = true;
        }

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

    /// <summary>Makes a cursor over rows and their predictions, which are computed block by block where all active columns
    /// are of types that can be kept meanwhile.</summary>
    /// <param name="input">The rows.</param>
    /// <param name="activeColumns">The columns to serve.</param>
    /// <param name="numberOfThreads">The number of threads to score with; 0 for one a processor.</param>
    internal PredictionCursor CreateCursor(
        DataViewRowCursor input, IEnumerable<DataViewSchema.Column> activeColumns, int numberOfThreads)
    {
        DataViewSchema.Column[] columns = [.. activeColumns];
        DataViewSchema.Column[] kept = [.. columns.Where(column => !IsPrediction(column))];
        if (kept.Length == columns.Length || !kept.All(column => BlockColumn.CanKeep(column.Type)))
            return new PredictionCursor(input, CreateRow(input, columns));
        var ahead = new ReadAheadCursor(input, kept, _scored, _network, numberOfThreads);
        return new PredictionCursor(ahead, new PredictionRow(ahead, OutputSchema, Active(columns), _predictions, ahead.Logits));
    }

    private PredictionRow CreateRow(DataViewRow input, IEnumerable<DataViewSchema.Column> activeColumns)
    {
        bool[] active = Active(activeColumns);
        RowLogits? logits = active.AsSpan(InputSchema.Count).Contains(true) ? RowLogits.Create(input, _scored, _network) : null;
        return new PredictionRow(input, OutputSchema, active, _predictions, logits);
    }

    private bool[] Active(IEnumerable<DataViewSchema.Column> columns)
    {
        bool[] active = new bool[OutputSchema.Count];
        foreach (DataViewSchema.Column column in columns)
            active[column.Index] = true;
        return active;
    }

    private bool IsPrediction(DataViewSchema.Column column) => column.Index >= InputSchema.Count;
}
