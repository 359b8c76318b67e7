namespace SixLabors.ImageSharp.PixelFormats;

/// <summary>A pixel that converts from and to <see cref="Rgba32"/>.</summary>
public interface IPixel
{
    void FromRgba32(Rgba32 source);

    void ToRgba32(ref Rgba32 dest);
}

/// <summary>A pixel type that an image can be made of.</summary>
public interface IPixel<TSelf> : IPixel, IEquatable<TSelf>
    where TSelf : unmanaged, IPixel<TSelf>
{
}
