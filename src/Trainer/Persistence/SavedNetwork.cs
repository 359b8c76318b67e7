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
/// <item>score the features with the payload,</item>
/// <item>drop the private columns.</item>
/// </list>
/// </summary>
internal static class SavedNetwork
{
    public static TransformerChain<ITransformer> Create(
        ShallowNetwork<float> network, string featureColumnName, DataViewType featureColumnType)
    {
        bool bytes = ((VectorDataViewType)featureColumnType).ItemType.Equals(NumberDataViewType.Byte);
        return Create(NetworkFormat.Write(network), featureColumnName, network.Shape.Inputs, bytes);
    }

    internal static TransformerChain<ITransformer> Create(byte[] network, string featureColumnName, int length, bool bytes)
    {
        TransformsCatalog transforms = PrivateContext.Instance.Transforms;
        var payload = new Dictionary<int, string> { [PayloadKey.Value] = Convert.ToBase64String(network) };

        var schema = new DataViewSchema.Builder();
        schema.AddColumn(
            featureColumnName, new VectorDataViewType(bytes ? NumberDataViewType.Byte : NumberDataViewType.Single, length));
        IDataView data = new EmptyDataView(schema.ToSchema());
        List<ITransformer> chain = [];
        Append(transforms.CopyColumns(PrivateColumns.Features, featureColumnName));
        Append(transforms.CustomMapping<NoColumns, PayloadKey>(PayloadKeyMapping.Map, PayloadKeyMapping.Contract));
        Append(transforms.Conversion.MapValue(PrivateColumns.Payload, payload, PrivateColumns.PayloadKey));
        if (bytes)
            Append(transforms.CustomMapping<SavedByteRow, BinaryPrediction>(ByteScoring.Map, ByteScoring.Contract));
        else
            Append(transforms.CustomMapping<SavedSingleRow, BinaryPrediction>(SingleScoring.Map, SingleScoring.Contract));
        Append(transforms.DropColumns(PrivateColumns.Features, PrivateColumns.PayloadKey, PrivateColumns.Payload));
        return new TransformerChain<ITransformer>([.. chain]);

        void Append<TTransformer>(IEstimator<TTransformer> estimator)
            where TTransformer : class, ITransformer
        {
            ITransformer transformer = estimator.Fit(data);
            data = transformer.Transform(data);
            chain.Add(transformer);
        }
    }

    /// <summary>Finds the last network in a model, fitted or loaded; null where there is none.</summary>
    public static ShallowNetworkModelParameters? Find(ITransformer model)
    {
        if (model is ShallowNetworkTransformer transformer)
            return transformer.Model;
        if (model is not IEnumerable<ITransformer> chain)
            return null;

        ITransformer[] stages = [.. chain];
        for (int i = stages.Length - 1; i >= 0; i--)
        {
            if (Find(stages[i]) is { } found)
                return found;
            if (stages[i] is CustomMappingTransformer<NoColumns, PayloadKey> && i + 1 < stages.Length)
                return new ShallowNetworkModelParameters(NetworkFormat.Read(ReadPayload(stages[i], stages[i + 1])).Network);
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
