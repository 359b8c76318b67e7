namespace SixLabors.ImageSharp.Processing;

/// <summary>How a picture is fitted into a size of another shape.</summary>
public enum ResizeMode
{
    Crop = 0,
    Pad = 1,
    Stretch = 5,
}
