namespace SixLabors.ImageSharp.PixelFormats;

/// <summary>One byte of luminance.</summary>
public record struct L8 : IPixel<L8>
{
    public byte PackedValue { get; set; }

    // Luminance by ITU-R BT.709, rounded.
    public void FromRgba32(Rgba32 source)
        => PackedValue = (byte)((source.R * .2126f) + (source.G * .7152f) + (source.B * .0722f) + 0.5f);

    public readonly void ToRgba32(ref Rgba32 dest) => dest = new Rgba32(PackedValue, PackedValue, PackedValue);
}
