using MlNetShallow.Drawing;

namespace MlNetShallow.Sample.Tests.Packages;

/// <summary>The picture of the packages: a network of three inputs, four hidden units and one output.</summary>
internal static class PackageIcon
{
    /// <summary>Width and height, as registries show it.</summary>
    public const int Side = 128;

    private static readonly Rgb Ground = new(24, 44, 76);
    private static readonly Rgb Wire = new(122, 148, 184);
    private static readonly Rgb Input = new(84, 184, 206);
    private static readonly Rgb Hidden = new(242, 246, 250);
    private static readonly Rgb Output = new(255, 176, 59);

    /// <summary>Its pixels: rows from the top, R, G, B for each.</summary>
    public static byte[] Draw()
    {
        (Rgb Colour, Point[] Units)[] layers =
        [
            (Input, Column(-0.68, -0.5, 0, 0.5)), (Hidden, Column(0, -0.72, -0.24, 0.24, 0.72)), (Output, Column(0.68, 0)),
        ];
        var canvas = new Canvas(Side, Side);
        canvas.Paint((_, _) => Ground);
        foreach (((_, Point[] from), (_, Point[] to)) in layers.Zip(layers.Skip(1)))
        {
            foreach (Point start in from)
            {
                foreach (Point end in to)
                    canvas.Line(Wire, 0.035, start, end);
            }
        }

        foreach ((Rgb colour, Point[] units) in layers)
        {
            double radius = units.Length == 1 ? 0.2 : 0.15;
            foreach (Point unit in units)
                canvas.Ellipse(colour, unit.X, unit.Y, radius, radius);
        }

        return canvas.ToRgbBytes();
    }

    private static Point[] Column(double x, params double[] heights) => [.. heights.Select(y => new Point(x, y))];
}
