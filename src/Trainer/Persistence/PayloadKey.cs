using Microsoft.ML.Data;
using Microsoft.ML.Transforms;
using MlNetShallow.Scoring;

namespace MlNetShallow.Persistence;

/// <summary>The key that is always 1.</summary>
internal sealed class PayloadKey
{
    public const int Value = 1;

    [ColumnName(PrivateColumns.PayloadKey)]
    public int Key { get; set; }
}

/// <summary>Adds that key. ML.NET finds this class by its contract when it loads a model.</summary>
[CustomMappingFactoryAttribute(Contract)]
internal sealed class PayloadKeyMapping : CustomMappingFactory<NoColumns, PayloadKey>
{
    public const string Contract = "MlNetShallow.PayloadKey";

    public static void Map(NoColumns input, PayloadKey output) => output.Key = PayloadKey.Value;

    public override Action<NoColumns, PayloadKey> GetMapping() => Map;
}
