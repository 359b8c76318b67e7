using Microsoft.ML.Transforms;

namespace Microsoft.ML;

/// <summary>The transforms that convert values.</summary>
public static class ConversionsExtensionsCatalog
{
    public static ValueMappingEstimator<TInputType, TOutputType> MapValue<TInputType, TOutputType>(
        this TransformsCatalog.ConversionTransforms catalog,
        string outputColumnName,
        IEnumerable<KeyValuePair<TInputType, TOutputType>> keyValuePairs,
        string? inputColumnName = null,
        bool treatValuesAsKeyType = false)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        return new(outputColumnName, inputColumnName ?? outputColumnName, ValueMap.Create(keyValuePairs, treatValuesAsKeyType));
    }
}
