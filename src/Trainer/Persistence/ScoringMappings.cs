using Microsoft.ML.Transforms;
using MlNetShallow.Scoring;

namespace MlNetShallow.Persistence;

/// <summary>Scores features of <see cref="float"/>. ML.NET finds this class by its contract when it loads a model.</summary>
[CustomMappingFactoryAttribute(Contract)]
internal sealed class SingleScoring : CustomMappingFactory<SavedSingleRow, BinaryPrediction>
{
    public const string Contract = "MlNetShallow.BinaryScoring.Single";

    public static void Map(SavedSingleRow input, BinaryPrediction output)
        => output.Set(Payload.Network(input.Payload).Logit(input.Features));

    public override Action<SavedSingleRow, BinaryPrediction> GetMapping() => Map;
}

/// <summary>Scores features of <see cref="byte"/>. ML.NET finds this class by its contract when it loads a model.</summary>
[CustomMappingFactoryAttribute(Contract)]
internal sealed class ByteScoring : CustomMappingFactory<SavedByteRow, BinaryPrediction>
{
    public const string Contract = "MlNetShallow.BinaryScoring.Byte";

    public static void Map(SavedByteRow input, BinaryPrediction output)
        => output.Set(Payload.Network(input.Payload).Logit(input.Features));

    public override Action<SavedByteRow, BinaryPrediction> GetMapping() => Map;
}
