namespace Microsoft.ML;

/// <summary>Texts to vectors: needs the Microsoft.ML package.</summary>
public static class TextCatalog
{
    public static IEstimator<ITransformer> FeaturizeText(
        this TransformsCatalog.TextTransforms catalog, string outputColumnName, string? inputColumnName = null)
        => throw new NotSupportedException("The offline subset of ML.NET does not featurize text.");
}
