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
/// <item>map that key to the payload: the network's bytes in Base64, one text that is handed from row to row by
/// reference,</item>
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
    public static TransformerChain<ITransformer> Create(
        byte[] network, PredictionColumns predictions, DataViewSchema schema, string featureColumnName)
    {
        var chain = new SavedChain(schema);
        TransformsCatalog transforms = chain.Transforms;
        var payload = new Dictionary<int, string> { [PayloadKey.Value] = Convert.ToBase64String(network) };
        bool bytes = ((VectorDataViewType)schema[featureColumnName].Type).ItemType.Equals(NumberDataViewType.Byte);

        chain.Append(transforms.CopyColumns(PrivateColumns.Features, featureColumnName));
        chain.Append(transforms.CustomMapping<NoColumns, PayloadKey>(PayloadKeyMapping.Map, PayloadKeyMapping.Contract));
        chain.Append(transforms.Conversion.MapValue(PrivateColumns.Payload, payload, PrivateColumns.PayloadKey));
        string[] more = predictions.AppendTo(chain, bytes, schema.Select(column => column.Name));
        chain.Append(transforms.DropColumns(
            [PrivateColumns.Features, PrivateColumns.PayloadKey, PrivateColumns.Payload, .. more]));
        return chain.ToTransformer();
    }

    /// <summary>Finds the last network in a model, fitted or loaded; null where there is none.</summary>
    public static ShallowNetworkModelParameters? Find(ITransformer model) => Find(model, [])?.Parameters;

    /// <summary>Finds the last network in a model, and what makes its features; null where there is none.</summary>
    /// <param name="model">The model.</param>
    /// <param name="before">Takes the stages before the network.</param>
    public static (ShallowNetworkModelParameters Parameters, string FeatureColumnName)? Find(
        ITransformer model, List<ITransformer> before)
    {
        if (model is ShallowNetworkTransformer transformer)
            return (transformer.Model, transformer.FeatureColumnName);
        if (model is not IEnumerable<ITransformer> chain)
            return null;

        ITransformer[] stages = [.. chain];
        for (int i = stages.Length - 1; i >= 0; i--)
        {
            var within = new List<ITransformer>();
            if (Find(stages[i], within) is { } found)
            {
                before.AddRange([.. stages[..i], .. within]);
                return found;
            }

            if (stages[i] is CustomMappingTransformer<NoColumns, PayloadKey> && i + 1 < stages.Length)
            {
                StoredNetwork stored = NetworkFormat.Read(ReadPayload(stages[i], stages[i + 1]));
                before.AddRange(stages[..i]);
                return (new ShallowNetworkModelParameters(stored.Network, stored.Report), PrivateColumns.Features);
            }
        }

        return null;
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
