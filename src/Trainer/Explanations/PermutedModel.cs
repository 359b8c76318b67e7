using System.Collections.Immutable;
using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetShallow.Scoring;

namespace MlNetShallow.Explanations;

/// <summary>
/// A model as ML.NET's <c>PermutationFeatureImportance</c> can rank its features, whatever they are: to ML.NET a row's features
/// are numbers of rows, one for each group of columns or slots, at first its own. ML.NET permutes them, and this transformer
/// looks up what the numbers stand for, and scores that. So the permutations, the metrics and their statistics are ML.NET's own.
/// </summary>
internal sealed class PermutedModel : ISingleFeaturePredictionTransformer<ShallowNetworkModelParameters>
{
    private const string RowNumbers = "RowNumbers";

    private readonly ExplainedModel _model;
    private readonly PermutedRows _rows;
    private readonly CancellationToken _cancellation;

    public PermutedModel(ExplainedModel model, PermutedRows rows, CancellationToken cancellation)
    {
        (_model, _rows, _cancellation) = (model, rows, cancellation);
        SchemaDefinition schema = SchemaDefinition.Create(typeof(Row));
        schema[0].ColumnType = new VectorDataViewType(NumberDataViewType.Single, rows.Groups.Length);
        Rows = PrivateContext.Instance.Data.LoadFromEnumerable(
            Enumerable.Range(0, rows.Count).Select(i => Row.Of(i, rows.Groups.Length)), schema);
    }

    /// <summary>The rows as ML.NET sees them.</summary>
    public IDataView Rows { get; }

    public ShallowNetworkModelParameters Model => _model.Parameters;

    public string FeatureColumnName => RowNumbers;

    public DataViewType FeatureColumnType => Rows.Schema[RowNumbers].Type;

    public bool IsRowToRowMapper => false;

    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => throw OnlyTransforms();

    public IRowToRowMapper GetRowToRowMapper(DataViewSchema inputSchema) => throw OnlyTransforms();

    public void Save(ModelSaveContext ctx) => throw OnlyTransforms();

    public IDataView Transform(IDataView input)
        => AboveThreshold(
            _model.Predict(_rows.Features(new PermutedDataView(input, RowNumbers, _rows.Columns, _cancellation))));

    /// <summary>What came of each group, by its name.</summary>
    public ImmutableDictionary<string, TStatistics> ByName<TStatistics>(ImmutableArray<TStatistics> statistics)
        => _rows.Groups.Zip(statistics).ToImmutableDictionary(item => item.First, item => item.Second);

    // ML.NET takes a score above 0 for true, whatever the predicted label says; so the threshold is taken from the scores.
    private IDataView AboveThreshold(IDataView predictions)
    {
        float threshold = Model.ScoreThreshold;
        return threshold == 0
            ? predictions
            : PrivateContext.Instance.Transforms.CustomMapping<ScoreRow, ScoreRow>(
                (row, above) => above.Score = row.Score - threshold, contractName: null).Fit(predictions).Transform(predictions);
    }

    private static NotSupportedException OnlyTransforms() => new("Rows are permuted, and nothing else is done here.");

    private sealed class ScoreRow
    {
        [ColumnName(PredictionColumns.Score)]
        public float Score { get; set; }
    }

    private sealed class Row
    {
        public VBuffer<float> RowNumbers { get; set; }

        public static Row Of(int number, int groups)
        {
            var numbers = new float[groups];
            numbers.AsSpan().Fill(number);
            return new Row { RowNumbers = new VBuffer<float>(groups, numbers) };
        }
    }
}
