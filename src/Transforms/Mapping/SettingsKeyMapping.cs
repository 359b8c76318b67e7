using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;

namespace MlNetShallow.Mapping;

/// <summary>No column at all.</summary>
internal sealed class NoColumns;

/// <summary>The same key in each row, which the saved pipeline maps to its settings.</summary>
internal sealed class SettingsKey
{
    public const int Value = 1;

    [ColumnName(PrivateColumns.SettingsKey)]
    public int Key { get; set; }
}

/// <summary>Adds the key. A contract carries no data of its own: the settings come to it as a column.</summary>
[CustomMappingFactoryAttribute(Contract)]
internal sealed class SettingsKeyMapping : CustomMappingFactory<NoColumns, SettingsKey>
{
    private const string Contract = "MlNetShallow.Image.SettingsKey";

    public static IEstimator<ITransformer> Create(TransformsCatalog catalog)
        => catalog.CustomMapping(new SettingsKeyMapping().GetMapping(), Contract);

    public override Action<NoColumns, SettingsKey> GetMapping() => static (_, key) => key.Key = SettingsKey.Value;
}
