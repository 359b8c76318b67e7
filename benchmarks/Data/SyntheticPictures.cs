using MathNet.Numerics.Distributions;
using MlNetShallow.Numerics;

namespace MlNetShallow.Benchmarks.Data;

/// <summary>
/// Two noisy classes of 64×64×3 bytes. A pixel is 128 ± 1 plus normal noise of deviation 50, rounded and clipped to 0 … 255; the
/// sign is that of one fixed random pattern for label 1, the opposite one for label 0. The best possible accuracy is 0.986.
/// </summary>
internal static class SyntheticPictures
{
    public const int Features = 64 * 64 * 3;

    private const uint PatternSeed = 7;
    private const int Draws = 1 << 16;

    // A level for each of 2^16 equally likely draws, darker pixels first, is hundreds of millions of logarithms saved.
    private static readonly byte[] Levels = [.. LevelsAround(127), .. LevelsAround(129)];

    /// <summary>Draws pictures one by one, so that the set itself is all the memory that they take.</summary>
    public static TrainingSet Draw(int rows, uint seed = 1)
        => Draw(FeatureMatrix.Create<byte>(Features), Pattern(), rows, new MersenneTwister(seed));

    /// <summary>Draws pictures block by block, all in the memory of one block.</summary>
    public static IEnumerable<TrainingSet> DrawBlocks(int rows, int blockRows)
    {
        var features = FeatureMatrix.Create<byte>(Features);
        int[] pattern = Pattern();
        var random = new MersenneTwister(1);
        for (int start = 0; start < rows; start += blockRows)
        {
            features.Clear();
            yield return Draw(features, pattern, Math.Min(blockRows, rows - start), random);
        }
    }

    private static TrainingSet Draw(FeatureMatrix<byte> features, int[] pattern, int rows, MersenneTwister random)
    {
        var labels = new float[rows];
        for (int row = 0; row < rows; row++)
        {
            int label = random.NextInt32(2);
            labels[row] = label;
            Span<byte> pixels = features.AddRow();
            for (int i = 0; i < pixels.Length; i += 2)
            {
                uint draws = random.NextUInt32();
                pixels[i] = Levels[((pattern[i] ^ label) * Draws) + (int)(draws & 0xffff)];
                pixels[i + 1] = Levels[((pattern[i + 1] ^ label) * Draws) + (int)(draws >> 16)];
            }
        }

        return new TrainingSet(features, labels);
    }

    private static int[] Pattern()
    {
        var random = new MersenneTwister(PatternSeed);
        return [.. Enumerable.Range(0, Features).Select(_ => random.NextInt32(2))];
    }

    private static IEnumerable<byte> LevelsAround(double mean)
    {
        for (int draw = 0; draw < Draws; draw++)
            yield return (byte)Math.Clamp(Normal.InvCDF(mean + 0.5, 50, (draw + 0.5) / Draws), 0, 255);
    }
}
