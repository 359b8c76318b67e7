using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetShallow.Data.Pictures;
using MlNetShallow.Evaluation.Scored;

namespace MlNetShallow.Evaluation.Reports;

/// <summary>The pictures of examples, as the network sees them.</summary>
/// <param name="mlContext">Reads them.</param>
/// <param name="flattening">What they are brought to.</param>
internal sealed class ExamplePictures(MLContext mlContext, ImageFlatteningEstimator.Options flattening)
{
    /// <summary>The addresses of pictures that a page can hold; null for an example without one.</summary>
    public string?[] Draw(LabelledPrediction[] examples)
    {
        string[] paths = [.. examples.Select(example => example.Picture).OfType<string>()];
        if (paths.Length == 0)
            return new string?[examples.Length];
        IDataView pictures = mlContext.Data.LoadFromEnumerable(paths.Select(path => new Picture { ImagePath = path }));
        IDataView flat = mlContext.Transforms.FlattenImages(new ImageFlatteningEstimator.Options
        {
            InputColumnName = nameof(Picture.ImagePath),
            OutputColumnName = nameof(Pixels.Rgb),
            OutputKind = DataKind.Byte,
            Height = flattening.Height,
            Width = flattening.Width,
            ResizeMode = flattening.ResizeMode,
            PixelCap = flattening.PixelCap,
            ImageFolder = flattening.ImageFolder,
            ApplyOrientation = flattening.ApplyOrientation,
            ScaleWhileDecoding = flattening.ScaleWhileDecoding,
        }).Fit(pictures).Transform(pictures);
        using IEnumerator<string> drawn = mlContext.Data.CreateEnumerable<Pixels>(flat, reuseRowObject: false)
            .Select(pixels => PngPicture.Address(pixels.Rgb, flattening.Height, flattening.Width)).GetEnumerator();
        return [.. examples.Select(example => example.Picture is not null && drawn.MoveNext() ? drawn.Current : null)];
    }

    private sealed class Pixels
    {
        public byte[] Rgb { get; set; } = [];
    }
}
