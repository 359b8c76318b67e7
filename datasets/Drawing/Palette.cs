using MlNetShallow.Evaluation.Comparisons;

namespace MlNetShallow.Drawing;

/// <summary>The colours of one picture. They are chosen before what is drawn, so they say nothing about it.</summary>
internal sealed class Palette
{
    public Palette(SplitMix64 random)
    {
        double dark = random.Between(0.10, 0.34);
        double light = random.Between(0.64, 0.90);
        bool isInverted = random.Chance(0.5);
        (double figure, double ground) = isInverted ? (light, dark) : (dark, light);

        double groundHue = random.Between(0, 6);
        Figure = Rgb.FromHue(random.Between(0, 6), random.Between(0.15, 0.7), figure);
        Ground = Rgb.FromHue(groundHue, random.Between(0.15, 0.7), ground);
        Ink = Rgb.FromHue(groundHue, 0.2, ground);
        Bright = Rgb.FromHue(random.Between(0, 6), 0.8, 0.5);

        Shade = Figure.Towards(Ink, 0.25);
        Pale = Figure.Towards(new Rgb(128, 128, 128), 0.3);
        GroundPattern = Ground.Towards(Figure, random.Between(0.08, 0.2));
    }

    /// <summary>What is drawn is mainly of this colour.</summary>
    public Rgb Figure { get; }

    /// <summary>Parts of the figure that stand off a little.</summary>
    public Rgb Shade { get; }

    /// <summary>Parts of the figure that stand off more softly than <see cref="Shade"/>.</summary>
    public Rgb Pale { get; }

    /// <summary>Lines on the figure: as far from it in brightness as the ground.</summary>
    public Rgb Ink { get; }

    /// <summary>A strong colour between light and dark, for small parts.</summary>
    public Rgb Bright { get; }

    public Rgb Ground { get; }

    public Rgb GroundPattern { get; }
}
