using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;
using MlNetShallow.Pixels;

namespace MlNetShallow.Mapping;

/// <summary>A picture that is decoded already. It stays its owner's: it is read and not disposed of.</summary>
internal sealed class ImageTypedRow : ImageRow
{
    private byte[] _rgba = [];

    [ColumnName(PrivateColumns.Source), AnyImageType]
    public MLImage? Image { get; set; }

    internal override string Describe(ImageFlatteningEstimator.Options options)
        => Image?.Tag is { Length: > 0 } tag ? $"'{tag}'" : $"in column '{options.InputColumnName}'";

    internal override ReadOnlySpan<byte> Read(ImageReader reader, ImageFlatteningEstimator.Options options)
    {
        if (Image is null)
            throw new FormatException("there is none");
        ReadOnlySpan<byte> pixels = Image.Pixels;
        if (Image.PixelFormat == MLPixelFormat.Rgba32)
            return reader.Resize(pixels, Image.Height, Image.Width);
        if (_rgba.Length < pixels.Length)
            _rgba = new byte[pixels.Length];
        for (int i = 0; i < pixels.Length; i += 4)
            (_rgba[i], _rgba[i + 1], _rgba[i + 2]) = (pixels[i + 2], pixels[i + 1], pixels[i]);
        return reader.Resize(_rgba.AsSpan(0, pixels.Length), Image.Height, Image.Width);
    }
}

/// <summary>An image column of whatever size. ML.NET's own attribute stands for one size only.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class AnyImageTypeAttribute : DataViewTypeAttribute
{
    public override void Register() => DataViewTypeManager.Register(new ImageDataViewType(), typeof(MLImage), this);

    public override bool Equals(DataViewTypeAttribute? other) => other is AnyImageTypeAttribute;

    public override int GetHashCode() => typeof(AnyImageTypeAttribute).GetHashCode();
}
