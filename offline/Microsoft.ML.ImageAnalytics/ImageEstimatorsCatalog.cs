using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;

namespace Microsoft.ML;

/// <summary>Where the image transforms are found.</summary>
public static class ImageEstimatorsCatalog
{
    public static ImageLoadingEstimator LoadImages(
        this TransformsCatalog catalog, string outputColumnName, string? imageFolder, string? inputColumnName = null)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        return new(new ImageLoadingTransformer(outputColumnName, inputColumnName, imageFolder));
    }

    public static ImageResizingEstimator ResizeImages(
        this TransformsCatalog catalog,
        string outputColumnName,
        int imageWidth,
        int imageHeight,
        string? inputColumnName = null,
        ImageResizingEstimator.ResizingKind resizing = ImageResizingEstimator.ResizingKind.IsoCrop,
        ImageResizingEstimator.Anchor cropAnchor = ImageResizingEstimator.Anchor.Center)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        return new(
            new ImageResizingTransformer(outputColumnName, inputColumnName, imageWidth, imageHeight, resizing, cropAnchor));
    }

    public static ImagePixelExtractingEstimator ExtractPixels(
        this TransformsCatalog catalog,
        string outputColumnName,
        string? inputColumnName = null,
        ImagePixelExtractingEstimator.ColorBits colorsToExtract = ImagePixelExtractingEstimator.ColorBits.Rgb,
        ImagePixelExtractingEstimator.ColorsOrder orderOfExtraction = ImagePixelExtractingEstimator.ColorsOrder.ARGB,
        bool interleavePixelColors = false,
        float offsetImage = 0,
        float scaleImage = 1,
        bool outputAsFloatArray = true)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        return new(new ImagePixelExtractingTransformer(
            outputColumnName,
            inputColumnName,
            colorsToExtract,
            orderOfExtraction,
            interleavePixelColors,
            offsetImage,
            scaleImage,
            outputAsFloatArray));
    }
}
