using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;
using MlNetShallow.Scoring;
using MlNetShallow.Serialization;

namespace MlNetShallow.Persistence;

/// <summary>
/// The saved form of a model: a chain of ML.NET's own transformers, which its <c>Model.Load</c> puts together again without
/// any registration. In turn they
/// <list type="number">
/// <item>copy the features to a private column,</item>
/// <item>add a private key column that is always 1,</item>
/// <item>add the payload: the network's bytes as <see cref="WideText"/>, one text that is handed from row to row by reference. It
/// stands in an expression of that key; up to format version 3 in a map from that key, in Base64,</item>
/// <item>refuse features of another type,</item>
/// <item>where there is an offset, join a number and the offset column to a private vector of two, which refuses another type,</item>
/// <item>score the features with the payload; for several classes see <see cref="SavedClasses"/>,</item>
/// <item>drop the private columns.</item>
/// </list>
/// </summary>
internal static class SavedNetwork
{
    /// <param name="network">The network's bytes.</param>
    /// <param name="predictions">The columns that the model adds.</param>
    /// <param name="schema">The schema of the data that it was trained on.</param>
    /// <param name="featureColumnName">The feature column.</param>
    /// <param name="offsetColumnName">The offset column; null for none.</param>
    public static TransformerChain<ITransformer> Create(
        byte[] network,
        PredictionColumns predictions,
        DataViewSchema schema,
        string featureColumnName,
        string? offsetColumnName = null)
    {
        var chain = new SavedChain(schema) { HasOffset = offsetColumnName is not null };
        TransformsCatalog transforms = chain.Transforms;
        bool bytes = ((VectorDataViewType)schema[featureColumnName].Type).ItemType.Equals(NumberDataViewType.Byte);

        chain.Append(transforms.CopyColumns(PrivateColumns.Features, featureColumnName));
        chain.Append(transforms.CustomMapping<NoColumns, PayloadKey>(PayloadKeyMapping.Map, PayloadKeyMapping.Contract));
        // A map would look the text up for each row, by reflection, at a microsecond; an expression returns it.
        chain.Append(transforms.Expression(
            PrivateColumns.Payload, $"(key) => \"{WideText.Encode(network)}\"", PrivateColumns.PayloadKey));
        AppendFeatureCheck(chain, featureColumnName, bytes);
        string[] ofOffset = offsetColumnName is null ? [] : AppendOffset(chain, offsetColumnName);
        string[] more = predictions.AppendTo(chain, bytes);
        chain.Append(transforms.DropColumns(
        [
            PrivateColumns.Features, PrivateColumns.PayloadKey, PrivateColumns.Payload, PrivateColumns.FeatureItem,
            PrivateColumns.FeatureCheck, .. ofOffset, .. more,
        ]));
        return chain.ToTransformer();
    }

    /// <summary>Finds the last network in stages that stand side by side, as <see cref="Create"/> made them; null where there is
    /// none.</summary>
    /// <param name="stages">The stages.</param>
    /// <returns>The network as a transformer, and the stages that it takes the place of.</returns>
    /// <exception cref="FormatException">The network is damaged or of a later format.</exception>
    public static (ShallowNetworkTransformer Transformer, Range Stages)? FindLast(IReadOnlyList<ITransformer> stages)
    {
        for (int key = stages.Count - 2; key > 0; key--)
        {
            if (stages[key] is not CustomMappingTransformer<NoColumns, PayloadKey>
                || stages[key - 1] is not ColumnCopyingTransformer copy)
                continue;
            int drop = key + 1;
            while (drop < stages.Count && stages[drop] is not ColumnSelectingTransformer)
                drop++;
            StoredNetwork stored = NetworkFormat.Read(ReadPayload(stages[key], stages[key + 1]));
            ModelNotes notes = ModelNotes.Of(stored.Notes).CheckedFor(stored.Network.Shape);
            // Up to format version 3 it is not noted.
            notes = notes with { FeatureColumn = notes.FeatureColumn ?? SavedStage.Texts(SavedStage.Of(copy))[1] };
            ITransformer[] scoring = [.. stages.Skip(key).Take(drop - key)];
            var restored = new RestoredColumns(stored.Network.Shape, notes, scoring);
            var transformer = new ShallowNetworkTransformer(
                new ShallowNetworkModelParameters(stored.Network, stored.Report, notes),
                restored.Predictions, restored.TrainSchema, notes.FeatureColumn);
            return (transformer, (key - 1)..Math.Min(drop + 1, stages.Count));
        }

        return null;
    }

    /// <summary>Adds stages for errors alone, as a custom mapping's name our copy of the column. To join the user's to a number
    /// of the type wanted is refused if it is of another, in words that name it; nobody reads what comes of it. And where it is
    /// one number, our copy is a vector from there on, whose length the network checks.</summary>
    private static void AppendFeatureCheck(SavedChain chain, string featureColumnName, bool bytes)
    {
        TransformsCatalog transforms = chain.Transforms;
        // ML.NET converts texts to bytes, but no wider numbers.
        if (bytes)
            chain.Append(transforms.Expression(PrivateColumns.FeatureItem, "(key) => \"1\"", PrivateColumns.PayloadKey));
        chain.Append(transforms.Conversion.ConvertType(
            PrivateColumns.FeatureItem,
            bytes ? PrivateColumns.FeatureItem : PrivateColumns.PayloadKey,
            bytes ? DataKind.Byte : DataKind.Single));
        chain.Append(transforms.Concatenate(PrivateColumns.FeatureCheck, PrivateColumns.FeatureItem, featureColumnName));
        chain.Append(transforms.Concatenate(PrivateColumns.Features, PrivateColumns.Features));
    }

    /// <summary>Adds the stages that give the offset as the scoring stage reads it. A custom mapping would name our copy of
    /// the column where it is of another type; a concatenation names the user's.</summary>
    /// <returns>The names of the private columns.</returns>
    private static string[] AppendOffset(SavedChain chain, string offsetColumnName)
    {
        TransformsCatalog transforms = chain.Transforms;
        chain.Append(transforms.Conversion.ConvertType(
            PrivateColumns.OffsetItem, PrivateColumns.PayloadKey, DataKind.Single));
        chain.Append(transforms.Concatenate(PrivateColumns.Offset, PrivateColumns.OffsetItem, offsetColumnName));
        return [PrivateColumns.OffsetItem, PrivateColumns.Offset];
    }

    private static byte[] ReadPayload(ITransformer key, ITransformer keyToPayload)
    {
        IDataView oneRow = PrivateContext.Instance.Data.LoadFromEnumerable([new OneRow()]);
        return Payload.Decode(
            keyToPayload.Transform(key.Transform(oneRow)).GetColumn<ReadOnlyMemory<char>>(PrivateColumns.Payload).Single());
    }

    private sealed class OneRow
    {
        public bool Unused { get; set; }
    }
}
