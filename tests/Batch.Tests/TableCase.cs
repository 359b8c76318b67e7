using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlNetShallow.Batch.Tests;

/// <summary>A model of columns of many types, in memory, and rows for it. Row 10 lacks a number, which the model does not fill
/// in.</summary>
internal sealed class TableCase
{
    public const int Count = 25;

    private static readonly MLContext Context = new(seed: 1);

    private TableCase()
    {
        IDataView data = Context.Data.LoadFromEnumerable(Rows.Where(row => float.IsFinite(row.Number)));
        InputSchema = data.Schema;
        Model = Context.Transforms.Conversion.ConvertType("CountAsNumber", "Count")
            .Append(Context.Transforms.Conversion.ConvertType("FlagAsNumber", "Flag"))
            .Append(Context.Transforms.Categorical.OneHotEncoding("WordAsVector", "Word"))
            .Append(Context.Transforms.Concatenate("Features", "Number", "CountAsNumber", "FlagAsNumber", "WordAsVector", "Vector"))
            .Append(Context.Regression.Trainers.ShallowNetwork("Target", numberOfHiddenUnits: 3, numberOfEpochs: 5))
            .Fit(data);
    }

    public static Row[] Rows { get; } = [.. Enumerable.Range(0, Count).Select(i => new Row
    {
        Number = i == 10 ? float.NaN : i / 7f,
        Count = i * 1_000_003,
        Flag = i % 3 == 0,
        Word = (i % 4) switch { 0 => "a,\"b\"", 1 => "é😀", 2 => "", _ => "\n" },
        Vector = [i, 0.1f * i, -i],
        Target = i,
    })];

    /// <summary>The one for all tests; nothing changes it.</summary>
    public static TableCase Shared { get; } = new();

    public ITransformer Model { get; }

    public DataViewSchema InputSchema { get; }

    public ScoringModel ScoringModel => ScoringModel.FromTransformer(Model, InputSchema);

    /// <summary>What the model's own Transform gives.</summary>
    public static float[] Scores(ITransformer model, IEnumerable<Row> rows) =>
        [.. Context.Data.CreateEnumerable<Scored>(
            model.Transform(Context.Data.LoadFromEnumerable(rows)), reuseRowObject: false).Select(row => row.Score)];

    public sealed class Row
    {
        public float Number { get; set; }

        public long Count { get; set; }

        public bool Flag { get; set; }

        public string Word { get; set; } = "";

        [VectorType(3)]
        public float[] Vector { get; set; } = [];

        public float Target { get; set; }
    }

    private sealed class Scored
    {
        public float Score { get; set; }
    }
}
