using MlNetShallow.Evaluation.Comparisons;

namespace MlNetShallow.Drawing;

/// <summary>Heads and animals that are not cats.</summary>
internal static class Animals
{
    private static readonly int[] Sides = [-1, 1];

    public static void Dog(Canvas canvas, Palette palette, SplitMix64 random)
    {
        double earLength = random.Between(0.42, 0.55);
        bool showsTongue = random.Chance(0.6);

        canvas.Ellipse(palette.Figure, 0, 0.05, random.Between(0.64, 0.74), 0.82);
        canvas.Ellipse(palette.Shade, -0.72, 0.0, 0.22, earLength);
        canvas.Ellipse(palette.Shade, 0.72, 0.0, 0.22, earLength);
        canvas.Ellipse(palette.Pale, 0, 0.42, 0.42, 0.34);
        if (showsTongue)
            canvas.Ellipse(palette.Bright, 0, 0.72, 0.13, 0.2);
        Eyes(canvas, palette, 0.27, -0.16, 0.1);
        canvas.Ellipse(palette.Ink, 0, 0.24, 0.17, 0.11);
        canvas.Line(palette.Ink, 0.05, (0, 0.3), (0, 0.52));
        canvas.Curve(palette.Ink, 0.05, (-0.28, 0.5), (0, 0.66), (0.28, 0.5));
    }

    public static void Bear(Canvas canvas, Palette palette, SplitMix64 random)
    {
        double ear = random.Between(0.24, 0.3);
        foreach (int side in Sides)
        {
            canvas.Ellipse(palette.Figure, side * 0.6, -0.58, ear, ear);
            canvas.Ellipse(palette.Bright, side * 0.6, -0.58, ear * 0.55, ear * 0.55);
        }

        canvas.Ellipse(palette.Figure, 0, 0.12, random.Between(0.78, 0.86), 0.74);
        canvas.Ellipse(palette.Pale, 0, 0.42, 0.36, 0.3);
        Eyes(canvas, palette, 0.32, 0.02, 0.1);
        canvas.Ellipse(palette.Ink, 0, 0.3, 0.14, 0.09);
        canvas.Curve(palette.Ink, 0.05, (-0.2, 0.52), (0, 0.64), (0.2, 0.52));
    }

    public static void Rabbit(Canvas canvas, Palette palette, SplitMix64 random)
    {
        double apart = random.Between(0.22, 0.34);
        foreach (int side in Sides)
        {
            canvas.Ellipse(palette.Figure, side * apart, -0.5, 0.18, 0.48);
            canvas.Ellipse(palette.Bright, side * apart, -0.5, 0.09, 0.36);
        }

        canvas.Ellipse(palette.Figure, 0, 0.36, 0.7, 0.6);
        Eyes(canvas, palette, 0.3, 0.2, 0.1);
        canvas.Ellipse(palette.Bright, 0, 0.42, 0.09, 0.06);
        canvas.Line(palette.Ink, 0.05, (0, 0.46), (0, 0.6));
        canvas.Rectangle(palette.Ink, -0.09, 0.6, 0.09, 0.76);
    }

    public static void Fish(Canvas canvas, Palette palette, SplitMix64 random)
    {
        double height = random.Between(0.5, 0.65);
        canvas.Polygon(palette.Shade, (0.4, 0), (0.98, -0.55), (0.86, 0), (0.98, 0.55));
        canvas.Polygon(palette.Shade, (-0.35, -0.4), (0.1, -0.85), (0.35, -0.3));
        canvas.Ellipse(palette.Figure, -0.17, 0, 0.78, height);
        canvas.Curve(palette.Ink, 0.06, (-0.45, -0.38), (-0.25, 0), (-0.45, 0.38));
        for (int scale = 0; scale < 3; scale++)
        {
            double x = -0.1 + (0.2 * scale);
            canvas.Curve(palette.Shade, 0.07, (x, -0.22), (x + 0.15, 0), (x, 0.22));
        }

        canvas.Ellipse(palette.Ink, -0.62, -0.12, 0.1, 0.1);
        canvas.Ellipse(palette.Bright, -0.62, -0.12, 0.05, 0.05);
    }

    /// <summary>A round face without ears.</summary>
    public static void Face(Canvas canvas, Palette palette, SplitMix64 random)
    {
        bool wearsHair = random.Chance(0.5);
        double smile = random.Between(0.45, 0.9);

        if (wearsHair)
            canvas.Ellipse(palette.Shade, 0, -0.12, 0.86, 0.84);
        canvas.Ellipse(palette.Figure, 0, 0.08, 0.78, 0.82);
        Eyes(canvas, palette, 0.3, -0.08, 0.1);
        canvas.Curve(palette.Ink, 0.08, (-0.36, 0.42), (0, smile), (0.36, 0.42));
        canvas.Curve(palette.Shade, 0.07, (0, 0.02), (0.16, 0.24), (0, 0.26));
    }

    private static void Eyes(Canvas canvas, Palette palette, double apart, double y, double radius)
    {
        foreach (int side in Sides)
        {
            canvas.Ellipse(palette.Ink, side * apart, y, radius, radius * 1.2);
            canvas.Ellipse(palette.Bright, side * apart, y, radius * 0.45, radius * 0.55);
        }
    }
}
