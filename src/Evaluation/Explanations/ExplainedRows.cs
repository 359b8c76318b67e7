using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetShallow.Data.Pipelines;

namespace MlNetShallow.Evaluation.Explanations;

/// <summary>Rows with what their predictions are made of.</summary>
internal sealed class ExplainedRows
{
    private readonly IDataView _explained;
    private readonly IEnumerable<string> _rowNames;

    /// <param name="mlContext">Explains.</param>
    /// <param name="model">The model.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="rowNames">Their names, as many.</param>
    /// <param name="baseline">Rows whose mean is what the others are compared with.</param>
    /// <param name="name">Names the features, by the column of their contributions.</param>
    public ExplainedRows(
        MLContext mlContext,
        ITransformer model,
        IDataView rows,
        IEnumerable<string> rowNames,
        IDataView baseline,
        Func<DataViewSchema.Column, FeatureNames> name)
    {
        if (ShallowNetworkModelParameters.FromModel(model).TargetNames is { Count: > 0 } targets)
        {
            throw new InvalidDataException("Predictions are explained for one label; the model predicts "
                + $"{targets.Count} ({string.Join(", ", targets)}).");
        }

        _explained = mlContext.Model.WithFeatureContributions(model, baseline).Transform(rows);
        _rowNames = rowNames;
        Features = name(_explained.Schema[Columns.FeatureContributions]);
    }

    public FeatureNames Features { get; }

    /// <summary>Whether the model has one score, and not one for each of several classes.</summary>
    public bool HasOneScore => _explained.Schema[PredictionColumns.Score].Type is not VectorDataViewType;

    /// <summary>The rows, computed as they are asked for.</summary>
    public IEnumerable<ExplainedRow> Rows(CancellationToken cancellation)
    {
        DataViewSchema schema = _explained.Schema;
        DataViewSchema.Column contributions = schema[Columns.FeatureContributions], baseline = schema[Columns.BaselineScore];
        DataViewSchema.Column prediction = PredictionOf(schema);
        DataViewSchema.Column score = schema[PredictionColumns.Score];
        using DataViewRowCursor cursor = _explained.GetRowCursor([contributions, baseline, prediction, score]);
        var getContributions = cursor.GetGetter<VBuffer<float>>(contributions);
        var getBaseline = cursor.GetGetter<float>(baseline);
        // Of several classes the column holds probabilities.
        ValueGetter<float>? getScore = HasOneScore ? cursor.GetGetter<float>(score) : null;
        Func<string> readPrediction = PredictionReader(cursor, prediction);
        VBuffer<float> values = default;
        foreach (string name in _rowNames)
        {
            cancellation.ThrowIfCancellationRequested();
            if (!cursor.MoveNext())
                yield break;
            float baselineScore = 0;
            getContributions(ref values);
            getBaseline(ref baselineScore);
            double[] sums = Features.Sum(values.GetValues());
            float scored = (float)(baselineScore + sums.Sum());
            getScore?.Invoke(ref scored);
            yield return new ExplainedRow(name, readPrediction(), scored, baselineScore, sums);
        }
    }

    private static DataViewSchema.Column PredictionOf(DataViewSchema schema)
        => schema.GetColumnOrNull(PicturePipeline.PredictedClass)
            ?? schema.GetColumnOrNull(PredictionColumns.PredictedLabel)
            ?? schema[PredictionColumns.Score];

    private static Func<string> PredictionReader(DataViewRow row, DataViewSchema.Column column)
    {
        if (column.Type is TextDataViewType)
            return Read<ReadOnlyMemory<char>>(text => text.ToString());
        if (column.Type is BooleanDataViewType)
            return Read<bool>(isPositive => isPositive ? "1" : "0");
        if (column.Type is KeyDataViewType)
        {
            string[]? names = KeyNames.Of(column);
            return Read<uint>(key => names is not null && key > 0 ? names[key - 1] : Text(key));
        }

        return Read<float>(Text);

        Func<string> Read<T>(Func<T, string> toText)
        {
            ValueGetter<T> getter = row.GetGetter<T>(column);
            return () =>
            {
                T value = default!;
                getter(ref value);
                return toText(value);
            };
        }

        static string Text<T>(T number)
            where T : IFormattable
            => number.ToString(null, CultureInfo.InvariantCulture);
    }

    private static class Columns
    {
        public const string FeatureContributions = nameof(FeatureContributions);
        public const string BaselineScore = nameof(BaselineScore);
    }
}
