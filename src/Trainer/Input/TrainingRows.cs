using System.Numerics;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlNetShallow.Input;

/// <summary>The valid rows of a data view, read into memory in one pass, features in the type that they have there.</summary>
/// <param name="Set">The valid rows.</param>
/// <param name="Skipped">The number of rows left out: missing (NaN) or infinite weight or features.</param>
internal sealed record TrainingRows(TrainingSet Set, long Skipped)
{
    public static TrainingRows Read(IDataView input, string labelColumn, string featureColumn, string? weightColumn)
    {
        var features = (VectorDataViewType)input.Schema[featureColumn].Type;
        return features.ItemType.Equals(NumberDataViewType.Byte)
            ? Read(input, labelColumn, featureColumn, weightColumn, new ByteFeatures(features.Size))
            : Read(input, labelColumn, featureColumn, weightColumn, new SingleFeatures(features.Size));
    }

    private static TrainingRows Read<TElement>(
        IDataView input,
        string labelColumn,
        string featureColumn,
        string? weightColumn,
        FeatureCollector<TElement> features)
        where TElement : unmanaged, INumber<TElement>
    {
        DataViewSchema schema = input.Schema;
        DataViewSchema.Column? weightSource = weightColumn is null ? null : schema[weightColumn];
        DataViewSchema.Column[] columns = [schema[labelColumn], schema[featureColumn]];
        if (weightSource is { } added)
            columns = [.. columns, added];

        using DataViewRowCursor cursor = input.GetRowCursor(columns);
        ValueGetter<bool> getLabel = cursor.GetGetter<bool>(schema[labelColumn]);
        var getFeatures = cursor.GetGetter<VBuffer<TElement>>(schema[featureColumn]);
        ValueGetter<float> getWeight = weightSource is { } source
            ? cursor.GetGetter<float>(source)
            : (ref float weight) => weight = 1;

        List<float> labels = [];
        List<float>? weights = weightColumn is null ? null : [];
        VBuffer<TElement> row = default;
        long skipped = 0;
        while (cursor.MoveNext())
        {
            bool label = false;
            float weight = 0;
            getLabel(ref label);
            getWeight(ref weight);
            getFeatures(ref row);
            if (weight < 0)
            {
                throw new InvalidOperationException(
                    $"The example weight column '{weightColumn}' has {weight} in row {cursor.Position}; weights are at least 0.");
            }

            if (!float.IsFinite(weight) || !features.AreValid(row.GetValues()))
            {
                skipped++;
                continue;
            }

            features.Add(in row);
            labels.Add(label ? 1 : 0);
            weights?.Add(weight);
        }

        CheckLabels(labels, skipped, labelColumn, featureColumn);
        if (weights is not null && weights.TrueForAll(weight => weight == 0))
            throw new InvalidOperationException($"The example weight column '{weightColumn}' is 0 in every valid row.");
        return new TrainingRows(
            new TrainingSet(features.ToMatrix(), [.. labels], weights is null ? [] : [.. weights]), skipped);
    }

    private static void CheckLabels(List<float> labels, long skipped, string labelColumn, string featureColumn)
    {
        if (labels.Count == 0)
        {
            throw new InvalidOperationException("No valid training instances found: " + (skipped == 0
                ? "the data have no rows."
                : $"all {skipped} rows have missing or infinite values in feature column '{featureColumn}' or as weight."));
        }

        if (labels.TrueForAll(label => label == labels[0]))
        {
            throw new InvalidOperationException(
                $"All {labels.Count} valid rows have {(labels[0] > 0 ? "true" : "false")} in label column '{labelColumn}'; " +
                "to learn the difference, a trainer needs rows of both classes.");
        }
    }
}
