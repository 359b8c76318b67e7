using Microsoft.ML.Data;

namespace Microsoft.ML.Transforms.Image;

/// <summary>Says of which size the images of a class member are.</summary>
public sealed class ImageTypeAttribute : DataViewTypeAttribute
{
    private readonly int _height;
    private readonly int _width;

    public ImageTypeAttribute(int height, int width)
    {
        Contracts.CheckParam(width > 0, nameof(width), "Should be positive number");
        Contracts.CheckParam(height > 0, nameof(height), "Should be positive number");
        _height = height;
        _width = width;
    }

    public override void Register()
        => DataViewTypeManager.Register(new ImageDataViewType(_height, _width), typeof(MLImage), this);

    public override bool Equals(DataViewTypeAttribute? other)
        => other is ImageTypeAttribute image && image._height == _height && image._width == _width;

    public override int GetHashCode() => HashCode.Combine(_height, _width);
}
