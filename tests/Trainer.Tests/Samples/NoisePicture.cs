using Microsoft.ML.Data;

namespace MlNetShallow.Trainer.Tests.Samples;

/// <summary>A picture of 32 × 32 random pixels: a sum over so many inputs shows in its last bits which vectors it was taken
/// with.</summary>
internal sealed class NoisePicture
{
    private const int Values = 32 * 32 * 3;

    public static NoisePicture[] All { get; } = [.. Draw(new Random(5), 64)];

    public bool Label { get; set; }

    [VectorType(Values)]
    public byte[] Features { get; set; } = [];

    private static IEnumerable<NoisePicture> Draw(Random random, int count)
    {
        for (int i = 0; i < count; i++)
        {
            var picture = new NoisePicture { Features = new byte[Values], Label = i % 2 == 0 };
            random.NextBytes(picture.Features);
            yield return picture;
        }
    }
}
