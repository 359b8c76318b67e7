namespace Microsoft.ML.Data;

/// <summary>The areas under the curves that a threshold sweeping over the scores draws.</summary>
internal static class RankingCurves
{
    /// <summary>The share of pairs of a positive and a negative whose scores are in that order; a tie counts half.</summary>
    internal static double AreaUnderRoc(IReadOnlyList<ScoredRow> rows)
    {
        double positives = rows.Count(row => row.IsPositive);
        double negatives = rows.Count - positives;
        Contracts.CheckParam(positives > 0, "PosSample", "AUC is not defined when there is no positive class in the data");
        Contracts.CheckParam(negatives > 0, "NegSample", "AUC is not defined when there is no negative class in the data");

        double positivesAbove = 0;
        double orderedPairs = 0;
        foreach (var tied in rows.GroupBy(row => row.Score).OrderByDescending(group => group.Key))
        {
            double tiedPositives = tied.Count(row => row.IsPositive);
            orderedPairs += (positivesAbove + 0.5 * tiedPositives) * (tied.Count() - tiedPositives);
            positivesAbove += tiedPositives;
        }

        return orderedPairs / (positives * negatives);
    }

    /// <summary>By trapezoids from one positive to the next. Of tied rows, the one that comes first ranks higher.</summary>
    /// <remarks>ML.NET estimates it from a sample where there are more than 100,000 rows; this is exact.</remarks>
    internal static double AreaUnderPrecisionRecall(IReadOnlyList<ScoredRow> rows)
    {
        double positives = rows.Count(row => row.IsPositive);
        var (seen, truePositives, precision, area) = (0.0, 0.0, 1.0, 0.0);
        foreach (ScoredRow row in rows.OrderByDescending(row => row.Score))
        {
            seen++;
            truePositives += row.IsPositive ? 1 : 0;
            double next = truePositives / seen;
            if (row.IsPositive)
                area += (precision + next) / 2 / positives;
            precision = next;
        }

        return area;
    }
}

/// <summary>What the metrics of a binary classifier are computed from. Without a column of probabilities the score stands in
/// their place, and nothing looks at it.</summary>
internal readonly record struct ScoredRow(bool IsPositive, float Score, float Probability)
{
    internal static IReadOnlyList<ScoredRow> Read(
        IDataView data, string labelName, string scoreName, string? probabilityName, string predictedLabelName)
    {
        DataViewSchema.Column label = ScoreColumns.Find(data, "Label", labelName, BooleanDataViewType.Instance);
        DataViewSchema.Column score = ScoreColumns.Find(data, "Score", scoreName, NumberDataViewType.Single);
        DataViewSchema.Column probability =
            probabilityName is null ? score : ScoreColumns.Find(data, "Probability", probabilityName, NumberDataViewType.Single);
        ScoreColumns.Find(data, "PredictedLabel", predictedLabelName);

        using DataViewRowCursor cursor = data.GetRowCursor([label, score, probability]);
        var getLabel = cursor.GetGetter<bool>(label);
        var getScore = cursor.GetGetter<float>(score);
        var getProbability = cursor.GetGetter<float>(probability);
        var rows = new List<ScoredRow>();
        while (cursor.MoveNext())
        {
            var (isPositive, scoreValue, probabilityValue) = default(ScoredRow);
            getLabel(ref isPositive);
            getScore(ref scoreValue);
            getProbability(ref probabilityValue);
            if (float.IsFinite(scoreValue))
                rows.Add(new(isPositive, scoreValue, probabilityValue));
        }

        return rows;
    }
}

/// <summary>Finds the columns of scored data.</summary>
internal static class ScoreColumns
{
    internal static DataViewSchema.Column Find(IDataView data, string role, string name, DataViewType? wanted = null)
    {
        DataViewSchema.Column column =
            data.Schema.GetColumnOrNull(name) ?? throw Contracts.MissingColumn("schema", role, name);
        return wanted is null || column.Type.Equals(wanted)
            ? column
            : throw Contracts.SchemaMismatch("schema", role, name, $"{wanted}", $"{column.Type}");
    }
}
