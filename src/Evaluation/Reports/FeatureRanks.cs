using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetShallow.Data.Tables;
using MlNetShallow.Evaluation.Explanations;
using MlNetShallow.Evaluation.Scored;

namespace MlNetShallow.Evaluation.Reports;

/// <summary>Which columns or features count, for a report.</summary>
internal static class FeatureRanks
{
    // The pipeline runs again for each column and permutation.
    private const int MostRows = 2000;

    // A chart of more would tell nobody anything, and take its time.
    private const int MostFeatures = 100;

    private static readonly ColumnRanking Ranking = new(Permutations: 5, Seed: 1);

    /// <summary>Ranks the columns that a model of ours takes, or, where they are one vector, its features; of others the
    /// features. Pictures have none.</summary>
    /// <returns>Null where the model is not known or cannot be taken apart, or has too many features.</returns>
    public static RankedColumns? Of(ScoredSet set, MLContext mlContext)
    {
        if (!set.Options.RankFeatures || set.Model is not { Flattening: null } model || !IsMeasurable(set))
            return null;
        TableTask task = set.Examples.Task;
        string label = set.Options.LabelColumnName;
        CancellationToken cancellation = set.Options.CancellationToken;
        cancellation.ThrowIfCancellationRequested();
        bool[]? kept = Thin(set.Examples);
        if (model.Learnt is not { } learnt)
            return OfOthers(model.Transformer, Keep(set.Scored), label, task);
        RankedColumn[]? columns = Try(FeatureGrouping.Columns);
        if (columns?.Length > 1 || learnt.Network.Shape.Inputs > MostFeatures)
            return columns is null ? null : RankedColumns.Of(columns, areColumns: true);
        return Try(FeatureGrouping.Categories) is { } features ? RankedColumns.Of(features, areColumns: false) : null;

        RankedColumn[]? Try(FeatureGrouping grouping)
        {
            try
            {
                return Ranking.Measure(mlContext, model.Transformer, Keep(model.Data), label, task, grouping, cancellation);
            }
            catch (InvalidOperationException) when (!cancellation.IsCancellationRequested)
            {
                // A stage before the network drops rows, or takes what is too large to be kept.
                return null;
            }
        }

        IDataView Keep(IDataView data) => kept is null ? data : new RowSubset(data, kept);
    }

    /// <summary>Whether the label is of the type that ML.NET's metrics of the task take.</summary>
    private static bool IsMeasurable(ScoredSet set)
    {
        DataViewType type = set.Scored.Schema[set.Options.LabelColumnName].Type;
        return set.Examples.Task switch
        {
            TableTask.Binary => type is BooleanDataViewType,
            TableTask.Multiclass => type is KeyDataViewType,
            _ => type.Equals(NumberDataViewType.Single),
        };
    }

    private static RankedColumns? OfOthers(ITransformer model, IDataView scored, string label, TableTask task)
    {
        ITransformer? last = model is IEnumerable<ITransformer> chain
            ? chain.LastOrDefault(stage => stage is ISingleFeaturePredictionTransformer<object>)
            : model as ISingleFeaturePredictionTransformer<object>;
        return last is ISingleFeaturePredictionTransformer<object> predictor
            && scored.Schema.GetColumnOrNull(predictor.FeatureColumnName)?.Type is VectorDataViewType { Size: > 0 and <= MostFeatures }
            ? RankedColumns.Of(Ranking.MeasureFeatures(predictor, scored, label, task), areColumns: false)
            : null;
    }

    /// <summary>Some of the rows: of each class its share, evenly spaced, and at least one, without which there is no AUC.</summary>
    /// <returns>Null for all.</returns>
    private static bool[]? Thin(ScoredExamples examples)
    {
        if (examples.Count <= MostRows)
            return null;
        var kept = new bool[examples.IsScored.Count];
        IEnumerable<IGrouping<int, int>> groups = examples.Classes is { } classes
            ? classes.Examples.GroupBy(example => example.Actual, example => example.Row)
            : Enumerable.Range(0, kept.Length).Where(row => examples.IsScored[row]).GroupBy(_ => 0);
        foreach (IGrouping<int, int> group in groups)
        {
            int[] rows = [.. group];
            int count = (int)Math.Max(1, (long)MostRows * rows.Length / examples.Count);
            for (int i = 0; i < count; i++)
                kept[rows[(long)i * rows.Length / count]] = true;
        }

        return kept;
    }
}
