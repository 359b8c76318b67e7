using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetShallow.Data.Tables;

namespace MlNetShallow.Evaluation.Scored;

/// <summary>Scored data in memory: what is measured, and nothing else of them. Rows without a label or without a score have no part
/// in it.</summary>
internal sealed class ScoredExamples
{
    private const double MostFromOne = 1e-3;

    private ScoredExamples(TableTask task, List<bool> isScored, int withoutLabel, int withoutScore)
        => (Task, IsScored, WithoutLabel, WithoutScore) = (task, isScored, withoutLabel, withoutScore);

    /// <summary>What was learnt.</summary>
    public TableTask Task { get; }

    /// <summary>For each row of the data whether it has a score.</summary>
    public IReadOnlyList<bool> IsScored { get; }

    /// <summary>The number of rows whose label is missing, or of a class that the label's keys do not know.</summary>
    public int WithoutLabel { get; }

    /// <summary>The number of rows that have a label but no finite score.</summary>
    public int WithoutScore { get; }

    /// <summary>The examples of a model of classes; null in a regression.</summary>
    public PredictedClasses? Classes { get; private init; }

    /// <summary>Those of a regression; else null.</summary>
    public (float Actual, float Predicted)[]? Numbers { get; private init; }

    /// <summary>Those of several targets or labels; else null.</summary>
    public ScoredTargets? Targets { get; private init; }

    /// <summary>Of a regression with a loss, what the model predicts, as many values to an example as the loss has
    /// outputs.</summary>
    public float[] Outputs { get; private init; } = [];

    /// <summary>Of a regression with offsets, that of each example; else none.</summary>
    public float[] Offsets { get; private init; } = [];

    /// <summary>The loss of a regression, where one is known whose columns the data have.</summary>
    public RegressionLoss? Loss { get; private init; }

    /// <summary>The mean of a regression's loss; NaN where a label is none that it knows, and infinite where a prediction is, as of a
    /// model that was trained by another loss, one that no mean of the labels can have.</summary>
    public double MeanLoss(RegressionLoss loss)
    {
        float[] labels = [.. Numbers!.Select(number => number.Actual)];
        return !Array.TrueForAll(labels, loss.Knows) ? double.NaN
            : loss.HasLogLink && Outputs.Any(output => output <= 0) ? double.PositiveInfinity
            : loss.Mean(Outputs, labels);
    }

    public int Count => Classes?.Examples.Length ?? Targets?.Count ?? Numbers!.Length;

    /// <summary>Reads all rows, once.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or of a wrong type, or names do not fit.</exception>
    /// <exception cref="InvalidDataException">A value is none of those that its column may have, or no row is left.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static ScoredExamples Read(IDataView scored, ScoredDataOptions options)
    {
        ScoredExamples read = ReadAny(scored, options);
        if (read.Count > 0)
            return read;
        throw new InvalidDataException(read.IsScored.Count == 0
            ? "The data have no rows."
            : $"None of the {read.IsScored.Count} rows has both a label and a score: {read.WithoutLabel} have no label, "
                + $"{read.WithoutScore} no score, as where a number that the model takes is missing.");
    }

    /// <summary>Reads all rows, once, though none may be left.</summary>
    public static ScoredExamples ReadAny(IDataView scored, ScoredDataOptions options)
    {
        ScoredColumns columns = ScoredColumns.Find(scored.Schema, options);
        DataViewSchema.Column[] quantiles = QuantileColumns(scored.Schema, options);
        using DataViewRowCursor cursor = scored.GetRowCursor([.. columns.All, .. quantiles]);
        return columns.Task switch
        {
            TableTask.Regression => ReadNumbers(cursor, columns, quantiles, options),
            TableTask.MultiTarget or TableTask.MultiLabel => ReadTargets(cursor, columns, options),
            _ => ReadClasses(cursor, columns, options),
        };
    }

    private static ScoredExamples ReadTargets(DataViewRowCursor cursor, ScoredColumns columns, ScoredDataOptions options)
    {
        var targets = new ScoredTargets(cursor, columns);
        var counts = new RowCounts();
        while (Move(cursor, options.CancellationToken))
        {
            (bool isScored, bool isLabelled) = targets.Read();
            if (counts.Add(isScored, isLabelled))
                targets.Keep();
        }

        return new(columns.Task, counts.IsScored, counts.WithoutLabel, counts.WithoutScore) { Targets = targets };
    }

    private static ScoredExamples ReadNumbers(
        DataViewRowCursor cursor, ScoredColumns columns, DataViewSchema.Column[] quantiles, ScoredDataOptions options)
    {
        Func<string?> getLabel = ValueTexts.Reader(cursor, columns.Label);
        ValueGetter<float> getScore = cursor.GetGetter<float>(columns.Score);
        ValueGetter<float>[] getOutputs = quantiles.Length == 0
            ? [getScore] : Array.ConvertAll(quantiles, column => cursor.GetGetter<float>(column));
        RegressionLoss? loss = options.Loss?.Outputs == getOutputs.Length ? options.Loss : null;
        ValueGetter<float>? getOffset = columns.Offset is { } added ? cursor.GetGetter<float>(added) : null;
        List<float> outputs = [], offsets = [];
        var numbers = new List<(float, float)>();
        var counts = new RowCounts();
        float score = 0;
        while (Move(cursor, options.CancellationToken))
        {
            getScore(ref score);
            float label = NumberOf(getLabel(), cursor, columns.Label);
            if (!counts.Add(float.IsFinite(score), float.IsFinite(label)))
                continue;
            numbers.Add((label, score));
            if (getOffset is not null)
            {
                float offset = 0;
                getOffset(ref offset);
                offsets.Add(offset);
            }

            foreach (ValueGetter<float> getOutput in getOutputs)
            {
                float output = 0;
                getOutput(ref output);
                outputs.Add(output);
            }
        }

        return new(columns.Task, counts.IsScored, counts.WithoutLabel, counts.WithoutScore)
        {
            Numbers = [.. numbers], Outputs = [.. outputs], Offsets = [.. offsets], Loss = loss,
        };
    }

    /// <summary>The columns of a model's quantiles; none where there are not several, or not all of them.</summary>
    private static DataViewSchema.Column[] QuantileColumns(DataViewSchema schema, ScoredDataOptions options)
    {
        IReadOnlyList<string> names = options.Loss?.QuantileColumnNames ?? [];
        DataViewSchema.Column[] columns = [.. names.Select(schema.GetColumnOrNull)
            .OfType<DataViewSchema.Column>().Where(column => column.Type.Equals(NumberDataViewType.Single))];
        return columns.Length == names.Count ? columns : [];
    }

    private static float NumberOf(string? label, DataViewRow row, DataViewSchema.Column column)
    {
        if (label is null)
            return float.NaN;
        return TableNumber.TryRead(label, out float number) && column.Type is not KeyDataViewType
            ? number
            : throw new InvalidDataException(
                $"Row {row.Position + 1} has '{label}' in column '{column.Name}'; the label of a regression is a number.");
    }

    private static ScoredExamples ReadClasses(DataViewRowCursor cursor, ScoredColumns columns, ScoredDataOptions options)
    {
        bool areTwo = columns.Task == TableTask.Binary;
        ScoreReader scores = areTwo ? new ScoreReader.OfTwo(cursor, columns) : new ScoreReader.OfSeveral(cursor, columns.Score);
        ClassNumbers? classes = scores.Count is { } known ? ClassNumbers.Find(columns, options.ClassNames, known) : null;
        Func<int>? getLabel = null, getPredicted = null;
        Func<string?>? getName = columns.Name is { } name ? ValueTexts.Reader(cursor, name) : null,
            getPicture = columns.Picture is { } picture ? ValueTexts.Reader(cursor, picture) : null;
        var examples = new List<LabelledPrediction>();
        var counts = new RowCounts();
        bool sumToOne = true;
        while (Move(cursor, options.CancellationToken))
        {
            bool isScored = scores.Read();
            classes ??= ClassNumbers.Find(columns, options.ClassNames, scores.Values.Length);
            if (scores.Values.Length != classes.Names.Length)
            {
                throw new InvalidDataException($"Row {cursor.Position + 1} has {scores.Values.Length} scores in column "
                    + $"'{columns.Score.Name}'; those before have {classes.Names.Length}.");
            }

            getLabel ??= classes.Reader(cursor, columns.Label);
            int actual = getLabel(), row = counts.IsScored.Count;
            if (!counts.Add(isScored, actual >= 0))
                continue;
            getPredicted ??= columns.PredictedLabel is { } label ? classes.Reader(cursor, label) : () => -1;
            int predicted = getPredicted();
            float[] values = scores.Values;
            sumToOne &= areTwo || AreProbabilities(values);
            string? path = getPicture?.Invoke();
            examples.Add(new LabelledPrediction(
                row,
                getName?.Invoke() ?? path ?? $"row {row + 1}",
                actual,
                predicted >= 0 ? predicted : areTwo ? (values[1] > 0 ? 1 : 0) : Array.IndexOf(values, values.Max()),
                areTwo ? scores.Probabilities : values,
                values,
                path));
        }

        bool hasProbabilities = areTwo ? columns.Probability is not null : sumToOne;
        return new(columns.Task, counts.IsScored, counts.WithoutLabel, counts.WithoutScore)
        {
            Classes = new(
                classes?.Names ?? [],
                [.. hasProbabilities ? examples : examples.Select(example => example with { Probabilities = null })],
                areTwo,
                hasProbabilities),
        };
    }

    /// <summary>Scores of several classes are probabilities, distances or anything; no annotation tells which.</summary>
    private static bool AreProbabilities(float[] scores)
        => Array.TrueForAll(scores, score => score is >= 0 and <= 1 + (float)MostFromOne)
            && Math.Abs(scores.Sum(score => (double)score) - 1) < MostFromOne;

    private static bool Move(DataViewRowCursor cursor, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        return cursor.MoveNext();
    }

    private sealed class RowCounts
    {
        public List<bool> IsScored { get; } = [];

        public int WithoutLabel { get; private set; }

        public int WithoutScore { get; private set; }

        /// <returns>Whether the row counts.</returns>
        public bool Add(bool isScored, bool isLabelled)
        {
            IsScored.Add(isScored);
            if (!isLabelled)
                WithoutLabel++;
            else if (!isScored)
                WithoutScore++;
            return isScored && isLabelled;
        }
    }
}
