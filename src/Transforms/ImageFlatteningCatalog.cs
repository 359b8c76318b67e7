using Microsoft.ML.Data;
using MlNetShallow;

namespace Microsoft.ML;

/// <summary>Adds image flattening to <see cref="MLContext.Transforms"/>.</summary>
public static class ImageFlatteningCatalog
{
    /// <summary>Makes a feature vector of height · width · 3 values from each row's picture.</summary>
    /// <param name="catalog">The transforms of an <see cref="MLContext"/>.</param>
    /// <param name="outputColumnName">The column that is added; one of that name is hidden.</param>
    /// <param name="inputColumnName">The column with the pictures: paths (text), encoded pictures (vectors of bytes) or images.
    /// By default the one named as <paramref name="outputColumnName"/>.</param>
    /// <param name="height">The height in pixels to which pictures are brought, 1 to 4096.</param>
    /// <param name="width">The width in pixels to which pictures are brought, 1 to 4096.</param>
    /// <param name="outputKind"><see cref="DataKind.Single"/> for values in 0..1, <see cref="DataKind.Byte"/> for 0..255.</param>
    /// <param name="resizeMode">How a picture of another size is brought to the wanted one.</param>
    /// <param name="imageFolder">The folder that relative paths start from; by default the current directory.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of its range.</exception>
    /// <exception cref="ArgumentException">A column name is empty, or <paramref name="imageFolder"/> does not exist.</exception>
    /// <example>
    /// <code>
    /// var pipeline = mlContext.Transforms.FlattenImages("Features", inputColumnName: "ImagePath");
    /// </code>
    /// </example>
    public static ImageFlatteningEstimator FlattenImages(
        this TransformsCatalog catalog,
        string outputColumnName,
        string? inputColumnName = null,
        int height = 64,
        int width = 64,
        DataKind outputKind = DataKind.Single,
        ImageResizeMode resizeMode = ImageResizeMode.Stretch,
        string? imageFolder = null)
        => new(catalog, new ImageFlatteningEstimator.Options
        {
            OutputColumnName = outputColumnName,
            InputColumnName = inputColumnName,
            Height = height,
            Width = width,
            OutputKind = outputKind,
            ResizeMode = resizeMode,
            ImageFolder = imageFolder,
        });

    /// <summary>Makes a feature vector from each row's picture, with all options.</summary>
    /// <param name="catalog">The transforms of an <see cref="MLContext"/>.</param>
    /// <param name="options">The options, which are copied.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range; the message names it and the range.
    /// </exception>
    /// <exception cref="ArgumentException">A column name is empty, the image folder does not exist, or two options do not go
    /// together.</exception>
    public static ImageFlatteningEstimator FlattenImages(this TransformsCatalog catalog, ImageFlatteningEstimator.Options options)
        => new(catalog, options);
}
