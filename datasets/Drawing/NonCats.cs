using MlNetShallow.Evaluation.Comparisons;

namespace MlNetShallow.Drawing;

/// <summary>Draws what is not a cat.</summary>
internal static class NonCats
{
    private delegate void Drawer(Canvas canvas, Palette palette, SplitMix64 random);

    // The dog twice: of all it is the likeliest to stand in for a photo of what is not a cat.
    private static readonly (string Name, Drawer Draw)[] Kinds =
    [
        ("dog", Animals.Dog), ("dog", Animals.Dog), ("bear", Animals.Bear), ("rabbit", Animals.Rabbit),
        ("fish", Animals.Fish), ("face", Animals.Face),
        ("ball", Things.Ball), ("car", Things.Car), ("flower", Things.Flower), ("house", Things.House),
        ("mug", Things.Mug), ("shapes", Things.Shapes), ("tree", Things.Tree),
    ];

    /// <summary>Draws one of the kinds and returns its name.</summary>
    public static string Draw(Canvas canvas, Palette palette, SplitMix64 random)
    {
        (string name, Drawer draw) = random.Pick(Kinds);
        draw(canvas, palette, random);
        return name;
    }
}
