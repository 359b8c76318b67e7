namespace Microsoft.ML.Data;

/// <summary>Reads the scored rows that the metrics of a binary classifier are computed from.</summary>
internal static class BinaryClassificationEvaluator
{
    internal static BinaryClassificationCounts Count(
        IDataView data, string labelName, string scoreName, string? probabilityName, string predictedLabelName)
    {
        DataViewSchema.Column label = Find(data.Schema, "Label", labelName);
        DataViewSchema.Column score = Find(data.Schema, "Score", scoreName);
        DataViewSchema.Column? probability = probabilityName is null ? null : Find(data.Schema, "Probability", probabilityName);
        Find(data.Schema, "PredictedLabel", predictedLabelName);
        CheckSingle(score, "score");
        if (label.Type is not (BooleanDataViewType or KeyDataViewType { Count: 2 })
            && label.Type != NumberDataViewType.Single && label.Type != NumberDataViewType.Double)
        {
            throw Contracts.SchemaMismatch(
                "schema", "label", labelName, "Single, Double, Boolean, or a Key with cardinality 2", $"{label.Type}");
        }

        if (probability is not null)
            CheckSingle(probability.Value, "probability");

        var counts = new BinaryClassificationCounts();
        DataViewSchema.Column[] columns = probability is null ? [label, score] : [label, score, probability.Value];
        using DataViewRowCursor cursor = data.GetRowCursor(columns);
        var getLabel = LabelGetter.Create(cursor, label);
        var getScore = cursor.GetGetter<float>(score);
        var getProbability = probability is null ? null : cursor.GetGetter<float>(probability.Value);
        float labelValue = 0;
        float scoreValue = 0;
        float probabilityValue = float.NaN;
        while (cursor.MoveNext())
        {
            getLabel(ref labelValue);
            getScore(ref scoreValue);
            if (!float.IsFinite(scoreValue) || float.IsNaN(labelValue))
                continue;

            getProbability?.Invoke(ref probabilityValue);
            counts.Add(scoreValue, probabilityValue, labelValue > 0);
        }

        return counts;
    }

    private static DataViewSchema.Column Find(DataViewSchema schema, string role, string name) => schema.GetColumnOrNull(name)
        ?? throw new ArgumentOutOfRangeException(nameof(schema), $"{role} column '{name}' not found");

    private static void CheckSingle(DataViewSchema.Column column, string role)
    {
        if (column.Type != NumberDataViewType.Single)
            throw Contracts.SchemaMismatch("schema", role, column.Name, "Single", $"{column.Type}");
    }
}
