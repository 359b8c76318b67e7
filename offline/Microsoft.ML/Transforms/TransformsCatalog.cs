namespace Microsoft.ML;

/// <summary>Where the transforms are found, as extension methods.</summary>
public sealed class TransformsCatalog
{
    internal TransformsCatalog() { }
    public CategoricalTransforms Categorical { get; } = new();
    public ConversionTransforms Conversion { get; } = new();
    public TextTransforms Text { get; } = new();

    /// <summary>Where the transforms of categories are found.</summary>
    public sealed class CategoricalTransforms
    {
        internal CategoricalTransforms() { }
    }

    /// <summary>Where the conversions of values are found.</summary>
    public sealed class ConversionTransforms
    {
        internal ConversionTransforms() { }
    }

    /// <summary>Where the transforms of text are found.</summary>
    public sealed class TextTransforms
    {
        internal TextTransforms() { }
    }
}

/// <summary>The transforms that rearrange columns.</summary>
public static class TransformExtensionsCatalog
{
    public static ColumnCopyingEstimator CopyColumns(
        this TransformsCatalog catalog, string outputColumnName, string inputColumnName)
        => new(outputColumnName, inputColumnName);

    public static ColumnConcatenatingEstimator Concatenate(
        this TransformsCatalog catalog, string outputColumnName, params string[] inputColumnNames)
        => new(outputColumnName, inputColumnNames);

    public static ColumnSelectingEstimator DropColumns(this TransformsCatalog catalog, params string[] columnNames)
        => new(columnNames);
}

/// <summary>The transforms of categories.</summary>
public static class CategoricalCatalog
{
    public static IEstimator<ITransformer> OneHotEncoding(
        this TransformsCatalog.CategoricalTransforms catalog, string outputColumnName, string? inputColumnName = null)
        => new ValueToKeyMappingEstimator(outputColumnName, inputColumnName ?? outputColumnName)
            .Append(new KeyToVectorMappingEstimator(outputColumnName, outputColumnName));
}

/// <summary>The transforms that convert values.</summary>
public static class ConversionsExtensionsCatalog
{
    public static ValueMappingEstimator<TInputType, TOutputType> MapValue<TInputType, TOutputType>(
        this TransformsCatalog.ConversionTransforms catalog,
        string outputColumnName,
        IEnumerable<KeyValuePair<TInputType, TOutputType>> keyValuePairs,
        string? inputColumnName = null)
        => new(outputColumnName, inputColumnName ?? outputColumnName, keyValuePairs);

    public static ValueMappingEstimator MapValue(
        this TransformsCatalog.ConversionTransforms catalog,
        string outputColumnName,
        IDataView lookupMap,
        DataViewSchema.Column keyColumn,
        DataViewSchema.Column valueColumn,
        string? inputColumnName = null)
        => new(ValueMappingTransformer.Create(
            outputColumnName, inputColumnName ?? outputColumnName, lookupMap, keyColumn, valueColumn));

    public static ValueToKeyMappingEstimator MapValueToKey(
        this TransformsCatalog.ConversionTransforms catalog, string outputColumnName, string? inputColumnName = null)
        => new(outputColumnName, inputColumnName ?? outputColumnName);

    public static KeyToValueMappingEstimator MapKeyToValue(
        this TransformsCatalog.ConversionTransforms catalog, string outputColumnName, string? inputColumnName = null)
        => new(outputColumnName, inputColumnName ?? outputColumnName);

    public static KeyToVectorMappingEstimator MapKeyToVector(
        this TransformsCatalog.ConversionTransforms catalog, string outputColumnName, string? inputColumnName = null)
        => new(outputColumnName, inputColumnName ?? outputColumnName);

    public static TypeConvertingEstimator ConvertType(
        this TransformsCatalog.ConversionTransforms catalog, InputOutputColumnPair[] columns, DataKind outputKind)
        => new(columns, outputKind);
}

/// <summary>The transforms that bring features to a like range.</summary>
public static class NormalizationCatalog
{
    public static NormalizingEstimator NormalizeMinMax(
        this TransformsCatalog catalog, string outputColumnName, string? inputColumnName = null)
        => new(outputColumnName, inputColumnName ?? outputColumnName, NormalizingEstimator.FitMinMax);

    public static NormalizingEstimator NormalizeMeanVariance(
        this TransformsCatalog catalog, string outputColumnName, string? inputColumnName = null, bool fixZero = true)
        => new(
            outputColumnName,
            inputColumnName ?? outputColumnName,
            values => NormalizingEstimator.FitMeanVariance(values, fixZero));
}

/// <summary>The transforms that call an action of the user's.</summary>
public static class CustomMappingCatalog
{
    public static CustomMappingEstimator<TSrc, TDst> CustomMapping<TSrc, TDst>(
        this TransformsCatalog catalog, Action<TSrc, TDst> mapAction, string? contractName)
        where TSrc : class, new()
        where TDst : class, new()
        => new(new CustomMappingTransformer<TSrc, TDst>(mapAction, contractName));
}
