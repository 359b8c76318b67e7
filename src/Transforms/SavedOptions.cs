using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;
using MlNetShallow.Mapping;

namespace MlNetShallow;

/// <summary>Finds the options of a flattening in a model, fitted or loaded.</summary>
internal static class SavedOptions
{
    /// <returns>Those of the last flattening; null where there is none.</returns>
    public static ImageFlatteningEstimator.Options? Find(ITransformer model)
    {
        if (model is ImageFlatteningTransformer transformer)
            return Find(transformer.Chain);
        if (model is not IEnumerable<ITransformer> chain)
            return null;

        ITransformer[] stages = [.. chain];
        for (int i = stages.Length - 1; i >= 0; i--)
        {
            if (Find(stages[i]) is { } found)
                return found;
            if (stages[i] is CustomMappingTransformer<NoColumns, SettingsKey> && i + 1 < stages.Length)
                return ImageFlatteningEstimator.Options.FromJson(ReadSettings(stages[i], stages[i + 1]));
        }

        return null;
    }

    private static string ReadSettings(ITransformer key, ITransformer keyToSettings)
    {
        IDataView oneRow = new MLContext().Data.LoadFromEnumerable([new OneRow()]);
        return keyToSettings.Transform(key.Transform(oneRow))
            .GetColumn<ReadOnlyMemory<char>>(PrivateColumns.Settings).Single().ToString();
    }

    private sealed class OneRow
    {
        public bool Unused { get; set; }
    }
}
