using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;

namespace MlNetShallow.Mapping;

/// <summary>
/// The mappings from a row's picture to its features, one for each type of either. The names are in saved models: they stay.
/// </summary>
internal static class FlattenMappings
{
    private const string PathToSingle = "MlNetShallow.Image.PathToSingle";
    private const string PathToByte = "MlNetShallow.Image.PathToByte";
    private const string EncodedToSingle = "MlNetShallow.Image.EncodedToSingle";
    private const string EncodedToByte = "MlNetShallow.Image.EncodedToByte";
    private const string ImageToSingle = "MlNetShallow.Image.ImageToSingle";
    private const string ImageToByte = "MlNetShallow.Image.ImageToByte";

    public static IEstimator<ITransformer> Create(TransformsCatalog catalog, ImageInputKind input, DataKind output)
        => (input, output) switch
        {
            (ImageInputKind.Path, DataKind.Single) => Create(catalog, new PathToSingleMapping(), PathToSingle),
            (ImageInputKind.Path, _) => Create(catalog, new PathToByteMapping(), PathToByte),
            (ImageInputKind.Encoded, DataKind.Single) => Create(catalog, new EncodedToSingleMapping(), EncodedToSingle),
            (ImageInputKind.Encoded, _) => Create(catalog, new EncodedToByteMapping(), EncodedToByte),
            (_, DataKind.Single) => Create(catalog, new ImageToSingleMapping(), ImageToSingle),
            _ => Create(catalog, new ImageToByteMapping(), ImageToByte),
        };

    private static CustomMappingEstimator<TRow, TPixels> Create<TRow, TPixels>(
        TransformsCatalog catalog, CustomMappingFactory<TRow, TPixels> factory, string contract)
        where TRow : class, new()
        where TPixels : class, new()
        => catalog.CustomMapping(factory.GetMapping(), contract);

    /// <summary>ML.NET finds the factory by its contract and the assembly by the mapping.</summary>
    private abstract class Mapping<TRow, TPixels, T> : CustomMappingFactory<TRow, TPixels>
        where TRow : ImageRow, new()
        where TPixels : FeaturePixels<T>, new()
        where T : unmanaged
    {
        public override Action<TRow, TPixels> GetMapping() => static (row, pixels) => pixels.Fill(row);
    }

    [CustomMappingFactoryAttribute(PathToSingle)]
    private sealed class PathToSingleMapping : Mapping<PathRow, SinglePixels, float>;

    [CustomMappingFactoryAttribute(PathToByte)]
    private sealed class PathToByteMapping : Mapping<PathRow, BytePixels, byte>;

    [CustomMappingFactoryAttribute(EncodedToSingle)]
    private sealed class EncodedToSingleMapping : Mapping<EncodedRow, SinglePixels, float>;

    [CustomMappingFactoryAttribute(EncodedToByte)]
    private sealed class EncodedToByteMapping : Mapping<EncodedRow, BytePixels, byte>;

    [CustomMappingFactoryAttribute(ImageToSingle)]
    private sealed class ImageToSingleMapping : Mapping<ImageTypedRow, SinglePixels, float>;

    [CustomMappingFactoryAttribute(ImageToByte)]
    private sealed class ImageToByteMapping : Mapping<ImageTypedRow, BytePixels, byte>;
}
