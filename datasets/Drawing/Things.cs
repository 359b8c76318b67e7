using MlNetShallow.Evaluation.Comparisons;

namespace MlNetShallow.Drawing;

/// <summary>Things, plants and bare shapes.</summary>
internal static class Things
{
    private static readonly double[] Wheels = [-0.52, 0.52];

    public static void Ball(Canvas canvas, Palette palette, SplitMix64 random)
    {
        double bend = random.Between(0.2, 0.7);
        canvas.Ellipse(palette.Figure, 0, 0, 0.88, 0.88);
        canvas.Curve(palette.Bright, 0.16, (-0.42, -0.72), (-bend, 0), (-0.42, 0.72));
        canvas.Curve(palette.Bright, 0.16, (0.42, -0.72), (bend, 0), (0.42, 0.72));
        canvas.Line(palette.Ink, 0.08, (-0.84, 0), (0.84, 0));
    }

    public static void Car(Canvas canvas, Palette palette, SplitMix64 random)
    {
        double roof = random.Between(-0.6, -0.45);
        canvas.Polygon(palette.Figure, (-0.6, 0.05), (-0.4, roof), (0.32, roof), (0.62, 0.05));
        canvas.Polygon(palette.Ink, (-0.44, 0), (-0.31, roof + 0.13), (-0.06, roof + 0.13), (-0.06, 0));
        canvas.Polygon(palette.Ink, (0.06, 0), (0.06, roof + 0.13), (0.24, roof + 0.13), (0.44, 0));
        canvas.Rectangle(palette.Figure, -0.95, 0, 0.95, 0.5);
        canvas.Ellipse(palette.Bright, 0.84, 0.16, 0.08, 0.08);
        foreach (double wheel in Wheels)
        {
            canvas.Ellipse(palette.Ink, wheel, 0.5, 0.25, 0.25);
            canvas.Ellipse(palette.Bright, wheel, 0.5, 0.11, 0.11);
        }
    }

    public static void Flower(Canvas canvas, Palette palette, SplitMix64 random)
    {
        double petal = random.Between(0.24, 0.3);
        canvas.Line(palette.Shade, 0.1, (0, 0), (0, 0.98));
        canvas.Ellipse(palette.Shade, 0.24, 0.72, 0.24, 0.1);
        Point[] petals = [(0.44, -0.2), (0.22, 0.18), (-0.22, 0.18), (-0.44, -0.2), (-0.22, -0.58), (0.22, -0.58)];
        foreach (Point middle in petals)
            canvas.Ellipse(palette.Figure, middle.X, middle.Y, petal, petal);
        canvas.Ellipse(palette.Bright, 0, -0.2, 0.26, 0.26);
    }

    public static void House(Canvas canvas, Palette palette, SplitMix64 random)
    {
        double door = random.Between(-0.4, 0.15);
        canvas.Rectangle(palette.Figure, 0.36, -0.8, 0.54, -0.2);
        canvas.Rectangle(palette.Figure, -0.72, -0.15, 0.72, 0.9);
        canvas.Polygon(palette.Shade, (-0.92, -0.1), (0, -0.88), (0.92, -0.1));
        canvas.Rectangle(palette.Ink, door, 0.35, door + 0.3, 0.9);
        canvas.Rectangle(palette.Bright, -0.55, 0.02, -0.25, 0.25);
        canvas.Rectangle(palette.Bright, 0.25, 0.02, 0.55, 0.25);
    }

    public static void Mug(Canvas canvas, Palette palette, SplitMix64 random)
    {
        double rim = random.Between(-0.5, -0.35);
        canvas.Curve(palette.Figure, 0.15, (0.4, rim + 0.2), (1.2, 0.15), (0.4, 0.6));
        canvas.Rectangle(palette.Figure, -0.66, rim, 0.46, 0.84);
        canvas.Ellipse(palette.Ink, -0.1, rim, 0.56, 0.12);
        canvas.Rectangle(palette.Bright, -0.66, 0.16, 0.46, 0.4);
        canvas.Curve(palette.Figure, 0.07, (-0.25, rim - 0.2), (-0.02, rim - 0.32), (-0.2, rim - 0.5));
        canvas.Curve(palette.Figure, 0.07, (0.08, rim - 0.2), (0.3, rim - 0.32), (0.12, rim - 0.5));
    }

    public static void Tree(Canvas canvas, Palette palette, SplitMix64 random)
    {
        canvas.Rectangle(palette.Shade, -0.12, 0.2, 0.12, 0.95);
        if (random.Chance(0.5))
        {
            for (int layer = 0; layer < 3; layer++)
            {
                double width = 0.48 + (0.16 * layer);
                double top = -0.95 + (0.4 * layer);
                canvas.Polygon(palette.Figure, (-width, top + 0.68), (0, top), (width, top + 0.68));
                canvas.Line(palette.Shade, 0.05, (-width, top + 0.68), (width, top + 0.68));
            }
        }
        else
        {
            canvas.Ellipse(palette.Figure, -0.42, 0.02, 0.4, 0.38);
            canvas.Ellipse(palette.Figure, 0.42, 0.02, 0.4, 0.38);
            canvas.Ellipse(palette.Figure, 0, -0.42, 0.5, 0.5);
            canvas.Ellipse(palette.Bright, -0.4, 0.0, 0.1, 0.1);
            canvas.Ellipse(palette.Bright, 0.3, -0.1, 0.1, 0.1);
            canvas.Ellipse(palette.Bright, -0.06, -0.5, 0.1, 0.1);
        }
    }

    /// <summary>Rectangles, ovals and triangles without order.</summary>
    public static void Shapes(Canvas canvas, Palette palette, SplitMix64 random)
    {
        Rgb[] colours = [palette.Figure, palette.Figure, palette.Shade, palette.Pale, palette.Bright];
        for (int shape = 0; shape < 7; shape++)
        {
            double x = random.Between(-0.6, 0.6);
            double y = random.Between(-0.6, 0.6);
            double width = random.Between(0.2, 0.5);
            double height = random.Between(0.2, 0.5);
            Rgb colour = random.Pick(colours);
            switch (random.Below(3))
            {
                case 0:
                    canvas.Rectangle(colour, x - width, y - height, x + width, y + height);
                    break;
                case 1:
                    canvas.Ellipse(colour, x, y, width, height);
                    break;
                default:
                    canvas.Polygon(colour, (x - width, y + height), (x, y - height), (x + width, y + height));
                    break;
            }
        }
    }
}
