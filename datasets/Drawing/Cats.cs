using MlNetShallow.Evaluation.Comparisons;

namespace MlNetShallow.Drawing;

/// <summary>Draws cats: pointed ears, slit eyes and whiskers.</summary>
internal static class Cats
{
    private const double SittingShare = 0.2;
    private static readonly int[] Sides = [-1, 1];

    public static void Draw(Canvas canvas, Palette palette, SplitMix64 random)
    {
        if (random.Chance(SittingShare))
            DrawSitting(canvas, palette, random);
        else
            DrawHead(canvas, palette, random, 0, 0, 1);
    }

    private static void DrawSitting(Canvas canvas, Palette palette, SplitMix64 random)
    {
        canvas.Curve(palette.Shade, 0.16, (0.35, 0.85), (1.15, 0.85), (0.85, random.Between(0.0, 0.3)));
        canvas.Ellipse(palette.Figure, 0, 0.52, random.Between(0.46, 0.54), 0.48);
        canvas.Ellipse(palette.Shade, 0, 0.62, 0.2, 0.3);
        canvas.Ellipse(palette.Figure, -0.22, 0.93, 0.18, 0.09);
        canvas.Ellipse(palette.Figure, 0.22, 0.93, 0.18, 0.09);
        DrawHead(canvas, palette, random, 0, -0.32, 0.66);
    }

    private static void DrawHead(Canvas canvas, Palette palette, SplitMix64 random, double x, double y, double size)
    {
        Point At(double across, double down) => (x + (across * size), y + (down * size));
        void Oval(Rgb colour, double across, double down, double radiusX, double radiusY)
        {
            Point middle = At(across, down);
            canvas.Ellipse(colour, middle.X, middle.Y, radiusX * size, radiusY * size);
        }

        double earTip = random.Between(0.62, 0.78);
        double earTop = random.Between(-0.98, -0.86);
        double cheek = random.Between(0.76, 0.86);
        bool hasStripes = random.Chance(0.5);
        bool hasPatch = random.Chance(0.4);
        double eyeHeight = random.Between(0.13, 0.18);
        double pupilWidth = random.Between(0.04, 0.08);

        foreach (int side in Sides)
        {
            // The whiskers' outer halves, on the ground.
            for (int whisker = -1; whisker <= 1; whisker++)
            {
                Point tip = At(side * 1.08, 0.38 + (whisker * 0.14));
                canvas.Line(palette.Figure, 0.035 * size, At(side * 0.4, 0.42 + (whisker * 0.05)), tip);
            }

            canvas.Polygon(palette.Figure, At(side * 0.8, 0.1), At(side * earTip, earTop), At(side * 0.12, -0.36));
            canvas.Polygon(palette.Bright, At(side * 0.7, -0.18), At(side * earTip * 0.95, earTop + 0.2), At(side * 0.32, -0.36));
        }

        Oval(palette.Figure, 0, 0.2, cheek, 0.66);
        if (hasPatch)
            Oval(palette.Pale, 0, 0.52, 0.34, 0.25);
        if (hasStripes)
        {
            canvas.Line(palette.Shade, 0.07 * size, At(0, -0.4), At(0, -0.15));
            canvas.Line(palette.Shade, 0.07 * size, At(-0.17, -0.36), At(-0.13, -0.16));
            canvas.Line(palette.Shade, 0.07 * size, At(0.17, -0.36), At(0.13, -0.16));
        }

        foreach (int side in Sides)
        {
            Oval(palette.Ink, side * 0.34, 0.06, 0.19, eyeHeight + 0.02);
            Oval(palette.Bright, side * 0.34, 0.06, 0.16, eyeHeight);
            Oval(palette.Ink, side * 0.34, 0.06, pupilWidth, eyeHeight);
            canvas.Curve(palette.Ink, 0.05 * size, At(0, 0.48), At(side * 0.04, 0.62), At(side * 0.22, 0.56));
            for (int whisker = -1; whisker <= 1; whisker++)
            {
                Point tip = At(side * 0.68, 0.4 + (whisker * 0.09));
                canvas.Line(palette.Ink, 0.035 * size, At(side * 0.36, 0.42 + (whisker * 0.05)), tip);
            }
        }

        canvas.Polygon(palette.Ink, At(-0.1, 0.36), At(0.1, 0.36), At(0, 0.48));
    }
}
