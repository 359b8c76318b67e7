using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetShallow.Scoring;

namespace MlNetShallow.Persistence;

/// <summary>
/// The stages of a saved multiclass model that make its columns from the probabilities of the classes:
/// <list type="number">
/// <item>map the number of the predicted class to the key PredictedLabel, whose annotations are saved with the map,</item>
/// <item>for each 16 classes in turn: take their scores as columns and name the columns by the classes,</item>
/// <item>join these to the vector Score, whose slots ML.NET names by the columns.</item>
/// </list>
/// </summary>
internal static class SavedClasses
{
    /// <returns>The names of the columns to drop in the end.</returns>
    public static string[] Append(SavedChain chain, MulticlassColumns predictions, IEnumerable<string> otherColumns)
    {
        TransformsCatalog transforms = chain.Transforms;
        IDataView labels = Labels(predictions);
        chain.Append(transforms.Conversion.MapValue(
            PredictionColumns.PredictedLabel, labels, labels.Schema[0], labels.Schema[1], PrivateColumns.Class));

        string[] block = [.. Enumerable.Range(0, ScoreBlock.Size).Select(i => $"{PrivateColumns.Score}{i}")];
        string[] columns = Distinct(predictions.ClassNames, otherColumns);
        for (int start = 0; start < columns.Length; start += ScoreBlock.Size)
        {
            var blockStart = new Dictionary<int, int> { [PayloadKey.Value] = start };
            chain.Append(transforms.Conversion.MapValue(PrivateColumns.BlockStart, blockStart, PrivateColumns.PayloadKey));
            chain.Append(transforms.CustomMapping<ScoreBlockSource, ScoreBlock>(
                ScoreBlockMapping.Map, ScoreBlockMapping.Contract));
            var renamed = columns.Skip(start).Zip(block, (column, score) => new InputOutputColumnPair(column, score));
            // From Single to Single: the only transform that gives several columns other names.
            chain.Append(transforms.Conversion.ConvertType([.. renamed], DataKind.Single));
        }

        chain.Append(transforms.Concatenate(PredictionColumns.Score, columns));
        return [PrivateColumns.Class, PrivateColumns.Scores, PrivateColumns.BlockStart, .. block, .. columns];
    }

    /// <summary>The map from the number of a class to its key.</summary>
    private static IDataView Labels(MulticlassColumns predictions)
    {
        var schema = new DataViewSchema.Builder();
        schema.AddColumn(nameof(LabelRow.Class), NumberDataViewType.Int32);
        schema.AddColumns([predictions.PredictedLabelColumn(setId: 1)]);
        return PrivateContext.Instance.Data.LoadFromEnumerable(
            // In objects ML.NET counts keys from 0.
            Enumerable.Range(0, predictions.Classes).Select(i => new LabelRow { Class = i + 1, PredictedLabel = (uint)i }),
            schema.ToSchema());
    }

    /// <summary>Names for columns that are there for a while and must not replace others: a class whose name is that of
    /// another column, or is empty, gets it with underscores.</summary>
    private static string[] Distinct(string[] classNames, IEnumerable<string> otherColumns)
    {
        HashSet<string> taken = [.. otherColumns, PredictionColumns.PredictedLabel, PredictionColumns.Score, ""];
        string[] distinct = [.. classNames];
        for (int i = 0; i < distinct.Length; i++)
        {
            while (!taken.Add(distinct[i]))
                distinct[i] += "_";
        }

        return distinct;
    }

    private sealed class LabelRow
    {
        public int Class { get; set; }

        public uint PredictedLabel { get; set; }
    }
}
