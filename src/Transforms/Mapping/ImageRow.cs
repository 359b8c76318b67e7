using Microsoft.ML.Data;
using MlNetShallow.Pixels;

namespace MlNetShallow.Mapping;

/// <summary>A row's picture, and what to do with it. ML.NET makes one for each cursor.</summary>
internal abstract class ImageRow
{
    [ColumnName(PrivateColumns.Settings)]
    public ReadOnlyMemory<char> Settings { get; set; }

    /// <summary>How an error names the picture.</summary>
    internal abstract string Describe(ImageFlatteningEstimator.Options options);

    /// <summary>The pixels in the wanted size, row by row, each R, G, B. They stand until the next call.</summary>
    internal abstract ReadOnlySpan<byte> Read(ImageReader reader, ImageFlatteningEstimator.Options options);
}
