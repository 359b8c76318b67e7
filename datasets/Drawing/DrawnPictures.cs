using MlNetShallow.Evaluation.Comparisons;

namespace MlNetShallow.Drawing;

/// <summary>
/// Pictures of cats and of other things, for trying out image classifiers. The figure is lighter than its ground in half of them
/// and darker in the other half, so no weighted sum of the pixels tells the two classes apart.
/// </summary>
public static class DrawnPictures
{
    // Most have the size that they are trained in; the rest must be scaled, some out of proportion.
    private static readonly (int Width, int Height)[] OtherSizes =
        [(96, 80), (80, 96), (128, 128), (200, 150), (320, 240)];

    /// <summary>Pictures of a seed by their numbers, from <paramref name="first"/> on: cats and others in turn.</summary>
    public static IEnumerable<DrawnPicture> Generate(int seed, int first, int count)
        => Enumerable.Range(first, count).Select(number => Draw(seed, number));

    /// <summary>One picture: a cat where <paramref name="number"/> is even. It depends on nothing but the two numbers.</summary>
    public static DrawnPicture Draw(int seed, int number)
    {
        var random = new SplitMix64(seed, number);
        (int width, int height) = random.Chance(0.12) ? random.Pick(OtherSizes) : (64, 64);
        bool isJpeg = random.Chance(0.2);

        // Noise only where the encoder takes most of it out again: in PNG files it would be most of their bytes.
        bool isNoisy = isJpeg && random.Chance(0.5);
        var palette = new Palette(random);

        var canvas = new Canvas(width, height);
        Background.Draw(canvas, palette, random);
        Place(canvas, random);
        string kind = DrawnPicture.Cat;
        if (number % 2 == 0)
            Cats.Draw(canvas, palette, random);
        else
            kind = NonCats.Draw(canvas, palette, random);

        byte[] pixels = canvas.ToRgbBytes();
        if (isNoisy)
            AddNoise(pixels, random);
        return new DrawnPicture(kind, width, height, pixels, $"{number:0000}-{kind}.{(isJpeg ? "jpg" : "png")}");
    }

    private static void Place(Canvas canvas, SplitMix64 random)
    {
        double x = 0.5 + random.Between(-0.06, 0.06);
        double y = 0.5 + random.Between(-0.06, 0.06);
        double size = random.Between(0.7, 1);
        double widthToHeight = random.Between(0.92, 1.08) * (random.Chance(0.5) ? -1 : 1);
        canvas.Place(x, y, size, widthToHeight, random.Between(-0.08, 0.08));
    }

    private static void AddNoise(byte[] pixels, SplitMix64 random)
    {
        for (int i = 0; i < pixels.Length; i++)
            pixels[i] = (byte)Math.Clamp(pixels[i] + random.Below(17) - 8, 0, 255);
    }
}
