using Microsoft.ML.Data;
using MlNetShallow.Benchmarks.Accuracy.Figures;
using MlNetShallow.Numerics;

namespace MlNetShallow.Benchmarks.Accuracy.Problems;

/// <summary>
/// Sparse rows as texts give them: 10,000 words, the k-th of them in proportion to 1 / (k + 10), of which 300 are likelier by a
/// factor of e^1.2 in one class and rarer by it in the other. A text has 20 to 79 words; its row is the counts of its words,
/// divided by their Euclidean length, as ML.NET's FeaturizeText does.
/// </summary>
internal static class TextProblem
{
    private const int Words = 10_000;
    private const int TellingWords = 300;
    private const double LogFactor = 1.2;
    private const int ShortestText = 20;
    private const int LongestText = 79;
    private const int TrainingTexts = 1000;
    private const int TestTexts = 2000;
    private const uint VocabularySeed = 99;

    /// <summary>New texts for every split.</summary>
    public static Problem Draw(int split)
    {
        double[][] cumulative = Vocabulary();
        var random = new MersenneTwister((uint)split + 1);
        return new($"text-{split}", LearningTask.Binary, Classes: 0, Part(TrainingTexts), Part(TestTexts));

        Examples<float> Part(int count)
        {
            var labels = new float[count];
            var rows = new VBuffer<float>[count];
            for (int i = 0; i < count; i++)
            {
                int label = random.NextInt32(2);
                labels[i] = label;
                rows[i] = Text(random, cumulative[label]);
            }

            return new(rows, labels);
        }
    }

    /// <summary>For each class, the probability of a word or one before it.</summary>
    private static double[][] Vocabulary()
    {
        var random = new MersenneTwister(VocabularySeed);
        int[] order = [.. Enumerable.Range(0, Words)];
        random.Shuffle(order);
        double[] tendency = new double[Words];
        foreach (int word in order.AsSpan(0, TellingWords))
            tendency[word] = random.NextInt32(2) == 0 ? -LogFactor : LogFactor;
        return [Cumulative(-1), Cumulative(1)];

        double[] Cumulative(int sign)
        {
            double sum = 0;
            double[] sums = [.. tendency.Select((t, word) => sum += Math.Exp(sign * t) / (word + 10))];
            return [.. sums.Select(s => s / sum)];
        }
    }

    private static VBuffer<float> Text(MersenneTwister random, double[] cumulative)
    {
        var counts = new SortedDictionary<int, int>();
        int length = ShortestText + random.NextInt32(LongestText - ShortestText + 1);
        for (int i = 0; i < length; i++)
        {
            int found = Array.BinarySearch(cumulative, random.NextDouble());
            int word = Math.Min(found < 0 ? ~found : found, Words - 1);
            counts[word] = counts.GetValueOrDefault(word) + 1;
        }

        double norm = Math.Sqrt(counts.Values.Sum(count => (double)count * count));
        return new(Words, counts.Count, [.. counts.Values.Select(count => (float)(count / norm))], [.. counts.Keys]);
    }
}
