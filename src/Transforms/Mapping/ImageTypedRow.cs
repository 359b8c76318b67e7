using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;
using MlNetShallow.Pixels;

namespace MlNetShallow.Mapping;

/// <summary>A picture that is decoded already. It stays its owner's: it is read and not disposed of.</summary>
internal sealed class ImageTypedRow : ImageRow
{
    private byte[] _rgb = [];

    [ColumnName(PrivateColumns.Source), AnyImageType]
    public MLImage? Image { get; set; }

    internal override string Describe(ImageFlatteningEstimator.Options options)
        => Image?.Tag is { Length: > 0 } tag ? $"'{tag}'" : $"in column '{options.InputColumnName}'";

    internal override ReadOnlySpan<byte> Read(ImageReader reader, ImageFlatteningEstimator.Options options)
    {
        if (Image is null)
            throw new FormatException("there is none");
        (int red, int blue) = Image.PixelFormat == MLPixelFormat.Rgba32 ? (0, 2) : (2, 0);
        ReadOnlySpan<byte> pixels = Image.Pixels;
        int length = pixels.Length / 4 * 3;
        if (_rgb.Length < length)
            _rgb = new byte[length];
        for (int source = 0, target = 0; target < length; source += 4, target += 3)
        {
            _rgb[target] = pixels[source + red];
            _rgb[target + 1] = pixels[source + 1];
            _rgb[target + 2] = pixels[source + blue];
        }

        return reader.Resize(_rgb.AsSpan(0, length), Image.Height, Image.Width);
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
