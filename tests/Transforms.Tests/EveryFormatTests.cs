using MlNetShallow.Pixels;

namespace MlNetShallow.Transforms.Tests;

/// <summary>The pixels of pictures of every kind that the formats have, against Pillow's.</summary>
public class EveryFormatTests
{
    public static TheoryData<string> Names() => [.. PictureArchive.Names];

    /// <summary>
    /// Exactly, where the format says what a pixel is. JPEG and lossy WebP leave open how the inverse transform and the
    /// conversion of colours are rounded: two levels. Of 16 bits, or from 5 or 6 to 8, decoders round or cut off: one level.
    /// </summary>
    [Theory, MemberData(nameof(Names))]
    public void PixelsAreThoseOfPillow(string name)
    {
        (int height, int width, byte[] expected) = PictureArchive.Expected(name);

        byte[] actual = new ImageReader(height, width, ImageResizeMode.Stretch, pixelCap: 1 << 20)
            .Decode(PictureArchive.Encoded(name)).ToArray();

        int worst = expected.Zip(actual, (wanted, found) => Math.Abs(wanted - found)).Max();
        Assert.True(worst <= Tolerance(name), $"The worst value is off by {worst} levels.");
    }

    /// <summary>Memory that was used before holds anything: none of it may be seen in a picture.</summary>
    [Theory, MemberData(nameof(Names))]
    public void NothingIsLeftOfWhatMemoryHeld(string name)
    {
        (int height, int width, _) = PictureArchive.Expected(name);

        byte[] first = Primed(0x00), second = Primed(0xA5);

        Assert.Equal(first, second);

        byte[] Primed(byte priming) => new ImageReader(
            height, width, ImageResizeMode.Stretch, pixelCap: 1 << 20, priming: priming)
            .Decode(PictureArchive.Encoded(name)).ToArray();
    }

    private static int Tolerance(string name) => Path.GetExtension(name) switch
    {
        ".jpg" => 2,
        ".webp" when name.StartsWith("lossy", StringComparison.Ordinal) => 2,
        _ when name.Contains("16-", StringComparison.Ordinal) || name.Contains("-16.", StringComparison.Ordinal) => 1,
        _ => 0,
    };
}
