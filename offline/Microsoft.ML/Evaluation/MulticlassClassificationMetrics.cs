namespace Microsoft.ML.Data;

/// <summary>How well probabilities tell several classes apart. Losses are in nats.</summary>
public sealed class MulticlassClassificationMetrics
{
    private const double LeastProbability = 1e-15f;

    internal MulticlassClassificationMetrics(IReadOnlyList<ScoredClass> rows, int classes)
    {
        double count = rows.Count;
        double[][] table = [.. Enumerable.Range(0, classes).Select(_ => new double[classes])];
        var losses = new double[classes];
        foreach (ScoredClass row in rows)
        {
            table[row.Label][Array.IndexOf(row.Scores, row.Scores.Max())]++;
            losses[row.Label] -= Math.Log(Math.Clamp(row.Scores[row.Label], LeastProbability, 1));
        }

        double[] sizes = [.. table.Select(Enumerable.Sum)];
        double[] recalls = [.. Enumerable.Range(0, classes).Where(i => sizes[i] > 0).Select(i => table[i][i] / sizes[i])];
        double entropy = -sizes.Where(size => size > 0).Sum(size => size / count * Math.Log(size / count));
        ConfusionMatrix = new ConfusionMatrix(table);
        MicroAccuracy = Enumerable.Range(0, classes).Sum(i => table[i][i]) / count;
        MacroAccuracy = recalls.Average();
        LogLoss = losses.Sum() / count;
        LogLossReduction = (entropy - LogLoss) / entropy;
        PerClassLogLoss = [.. losses.Select((loss, i) => sizes[i] > 0 ? loss / sizes[i] : 0)];
    }

    public double MicroAccuracy { get; }
    public double MacroAccuracy { get; }
    public double LogLoss { get; }
    public double LogLossReduction { get; }
    public IReadOnlyList<double> PerClassLogLoss { get; }
    public ConfusionMatrix ConfusionMatrix { get; }
}

/// <summary>What the metrics of a classifier of several classes are computed from. Classes count from 0.</summary>
internal readonly record struct ScoredClass(int Label, float[] Scores)
{
    internal static IReadOnlyList<ScoredClass> Read(
        IDataView data, string labelName, string scoreName, string predictedLabelName, out int classes)
    {
        DataViewSchema.Column label = ScoreColumns.Find(data, "Label", labelName);
        DataViewSchema.Column score = ScoreColumns.Find(data, "Score", scoreName);
        ScoreColumns.Find(data, "PredictedLabel", predictedLabelName);
        if (label.Type is not KeyDataViewType { RawType: var raw } || raw != typeof(uint))
            throw Contracts.SchemaMismatch("schema", "label", labelName, "Single or Key", $"{label.Type}");
        if (score.Type is not VectorDataViewType { Size: >= 2 } vector || !vector.ItemType.Equals(NumberDataViewType.Single))
        {
            throw Contracts.SchemaMismatch(
                "schema", "score", scoreName, "vector of two or more items of type Single", $"{score.Type}");
        }

        classes = vector.Size;
        using DataViewRowCursor cursor = data.GetRowCursor([label, score]);
        var getLabel = cursor.GetGetter<uint>(label);
        var getScore = cursor.GetGetter<VBuffer<float>>(score);
        var rows = new List<ScoredClass>();
        VBuffer<float> scores = default;
        while (cursor.MoveNext())
        {
            uint key = 0;
            getLabel(ref key);
            getScore(ref scores);
            if (key > 0 && scores.DenseValues().All(float.IsFinite))
                rows.Add(new((int)key - 1, [.. scores.DenseValues()]));
        }

        return rows;
    }
}
