using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetShallow.Scoring;

namespace MlNetShallow.Persistence;

/// <summary>
/// The stages of a saved multiclass model that make its columns from the probabilities of the classes:
/// <list type="number">
/// <item>map the number of the predicted class to the key PredictedLabel, whose annotations are saved with the map,</item>
/// <item>for each 16 classes or, where there are more, each 128 in turn: take their scores as columns, and join these to a
/// vector whose slots are named as the classes,</item>
/// <item>join these vectors to Score.</item>
/// </list>
/// All columns on the way have private names, so that none of the user's is replaced.
/// </summary>
internal static class SavedClasses
{
    /// <returns>The names of the columns to drop in the end.</returns>
    public static string[] Append(SavedChain chain, MulticlassColumns predictions)
    {
        TransformsCatalog transforms = chain.Transforms;
        IDataView labels = Labels(predictions);
        chain.Append(transforms.Conversion.MapValue(
            PredictionColumns.PredictedLabel, labels, labels.Schema[0], labels.Schema[1], PrivateColumns.Class));

        return
        [
            PrivateColumns.Class, PrivateColumns.Scores,
            .. SavedScores.AppendVector(chain, PredictionColumns.Score, predictions.ClassNames),
        ];
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

    private sealed class LabelRow
    {
        public int Class { get; set; }

        public uint PredictedLabel { get; set; }
    }
}
