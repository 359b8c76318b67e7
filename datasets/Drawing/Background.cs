using MlNetShallow.Evaluation.Comparisons;

namespace MlNetShallow.Drawing;

/// <summary>What lies behind the figure: plain, shaded, striped, dotted, or a floor and a wall.</summary>
internal static class Background
{
    private const int Patterns = 5;

    public static void Draw(Canvas canvas, Palette palette, SplitMix64 random)
    {
        Rgb ground = palette.Ground;
        Rgb pattern = palette.GroundPattern;
        double horizon = random.Between(0.55, 0.85);
        int stripes = 3 + random.Below(6);
        double slant = random.Between(-0.5, 0.5);

        switch (random.Below(Patterns))
        {
            case 0:
                canvas.Paint((_, _) => ground);
                break;
            case 1:
                canvas.Paint((_, y) => ground.Towards(pattern, y));
                break;
            case 2:
                canvas.Paint((x, y) => IsOdd((x + (slant * y)) * stripes) ? pattern : ground);
                break;
            case 3:
                canvas.Paint((x, y) => FromMiddle(x * stripes) + FromMiddle(y * stripes) < 0.1 ? pattern : ground);
                break;
            default:
                canvas.Paint((_, y) => y > horizon ? pattern : ground);
                break;
        }
    }

    private static bool IsOdd(double value) => ((int)Math.Floor(value * 2) & 1) == 1;

    /// <summary>The square of the distance to the middle between two whole numbers.</summary>
    private static double FromMiddle(double value)
    {
        double fromMiddle = value - Math.Floor(value) - 0.5;
        return fromMiddle * fromMiddle;
    }
}
