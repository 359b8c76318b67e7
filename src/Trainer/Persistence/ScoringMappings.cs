using Microsoft.ML;
using Microsoft.ML.Transforms;
using MlNetShallow.Scoring;

namespace MlNetShallow.Persistence;

/// <summary>The stage of a saved model that scores the features with the payload, for each type of features.</summary>
internal static class ScoringMappings
{
    public const string OfSingles = ".Single";
    public const string OfBytes = ".Byte";
    public const string WithOffset = ".Offset";

    public static void AppendScoring<TPrediction>(this SavedChain chain, bool bytes)
        where TPrediction : class, IPrediction, new()
    {
        if (bytes && chain.HasOffset)
        {
            chain.Append(chain.Transforms.CustomMapping<SavedByteRowWithOffset, TPrediction>(
                ByteOffsetScoring<TPrediction>.Map, TPrediction.Contract + OfBytes + WithOffset));
        }
        else if (chain.HasOffset)
        {
            chain.Append(chain.Transforms.CustomMapping<SavedSingleRowWithOffset, TPrediction>(
                SingleOffsetScoring<TPrediction>.Map, TPrediction.Contract + OfSingles + WithOffset));
        }
        else if (bytes)
        {
            chain.Append(chain.Transforms.CustomMapping<SavedByteRow, TPrediction>(
                ByteScoring<TPrediction>.Map, TPrediction.Contract + OfBytes));
        }
        else
        {
            chain.Append(chain.Transforms.CustomMapping<SavedSingleRow, TPrediction>(
                SingleScoring<TPrediction>.Map, TPrediction.Contract + OfSingles));
        }
    }
}

/// <summary>Scores features of <see cref="float"/>.</summary>
internal abstract class SingleScoring<TPrediction> : CustomMappingFactory<SavedSingleRow, TPrediction>
    where TPrediction : class, IPrediction, new()
{
    public static void Map(SavedSingleRow input, TPrediction output)
        => Payload.Network(input.Payload).Score(input.Features, output);

    public override Action<SavedSingleRow, TPrediction> GetMapping() => Map;
}

/// <summary>Scores features of <see cref="byte"/>.</summary>
internal abstract class ByteScoring<TPrediction> : CustomMappingFactory<SavedByteRow, TPrediction>
    where TPrediction : class, IPrediction, new()
{
    public static void Map(SavedByteRow input, TPrediction output)
        => Payload.Network(input.Payload).Score(input.Features, output);

    public override Action<SavedByteRow, TPrediction> GetMapping() => Map;
}

/// <summary>Scores features of <see cref="float"/> with an offset.</summary>
internal abstract class SingleOffsetScoring<TPrediction> : CustomMappingFactory<SavedSingleRowWithOffset, TPrediction>
    where TPrediction : class, IPrediction, new()
{
    public static void Map(SavedSingleRowWithOffset input, TPrediction output)
        => Payload.Network(input.Payload).Score(input.Features, input.Offset, output);

    public override Action<SavedSingleRowWithOffset, TPrediction> GetMapping() => Map;
}

/// <summary>Scores features of <see cref="byte"/> with an offset.</summary>
internal abstract class ByteOffsetScoring<TPrediction> : CustomMappingFactory<SavedByteRowWithOffset, TPrediction>
    where TPrediction : class, IPrediction, new()
{
    public static void Map(SavedByteRowWithOffset input, TPrediction output)
        => Payload.Network(input.Payload).Score(input.Features, input.Offset, output);

    public override Action<SavedByteRowWithOffset, TPrediction> GetMapping() => Map;
}

// ML.NET finds these by their contracts when it loads a model.
[CustomMappingFactoryAttribute(BinaryPrediction.ContractName + ScoringMappings.OfSingles)]
internal sealed class BinarySingleScoring : SingleScoring<BinaryPrediction>;

[CustomMappingFactoryAttribute(BinaryPrediction.ContractName + ScoringMappings.OfBytes)]
internal sealed class BinaryByteScoring : ByteScoring<BinaryPrediction>;

[CustomMappingFactoryAttribute(RegressionPrediction.ContractName + ScoringMappings.OfSingles)]
internal sealed class RegressionSingleScoring : SingleScoring<RegressionPrediction>;

[CustomMappingFactoryAttribute(RegressionPrediction.ContractName + ScoringMappings.OfBytes)]
internal sealed class RegressionByteScoring : ByteScoring<RegressionPrediction>;

[CustomMappingFactoryAttribute(RegressionPrediction.ContractName + ScoringMappings.OfSingles + ScoringMappings.WithOffset)]
internal sealed class RegressionSingleOffsetScoring : SingleOffsetScoring<RegressionPrediction>;

[CustomMappingFactoryAttribute(RegressionPrediction.ContractName + ScoringMappings.OfBytes + ScoringMappings.WithOffset)]
internal sealed class RegressionByteOffsetScoring : ByteOffsetScoring<RegressionPrediction>;

[CustomMappingFactoryAttribute(QuantileScores.ContractName + ScoringMappings.OfSingles)]
internal sealed class QuantileSingleScoring : SingleScoring<QuantileScores>;

[CustomMappingFactoryAttribute(QuantileScores.ContractName + ScoringMappings.OfBytes)]
internal sealed class QuantileByteScoring : ByteScoring<QuantileScores>;

[CustomMappingFactoryAttribute(VectorScores.ContractName + ScoringMappings.OfSingles)]
internal sealed class VectorSingleScoring : SingleScoring<VectorScores>;

[CustomMappingFactoryAttribute(VectorScores.ContractName + ScoringMappings.OfBytes)]
internal sealed class VectorByteScoring : ByteScoring<VectorScores>;

[CustomMappingFactoryAttribute(ClassScores.ContractName + ScoringMappings.OfSingles)]
internal sealed class MulticlassSingleScoring : SingleScoring<ClassScores>;

[CustomMappingFactoryAttribute(ClassScores.ContractName + ScoringMappings.OfBytes)]
internal sealed class MulticlassByteScoring : ByteScoring<ClassScores>;
