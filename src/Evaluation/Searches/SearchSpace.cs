using System.Globalization;
using MlNetShallow.Evaluation.Comparisons;

namespace MlNetShallow.Evaluation.Searches;

/// <summary>What is tried: options drawn at random, each trial's by the seed and its number alone.</summary>
internal static class SearchSpace
{
    private const int MoreRows = 5000;
    private const double ShareOfMiniBatches = 0.4;
    private const double ShareOfChosenPenalties = 0.3;

    private static readonly int[] Units = [0, 10, 20, 50, 100, 200, 400];
    private static readonly int[] Layers = [1, 1, 1, 2, 2, 3];
    private static readonly int[] Epochs = [50, 100, 200];
    private static readonly double[] Dropouts = [0, 0, 0, 0.1, 0.2, 0.5];

    private static readonly Activation[] Activations =
        [Activation.Relu, Activation.LeakyRelu, Activation.Tanh, Activation.Sigmoid, Activation.Elu, Activation.Silu];

    /// <param name="seed">The search's seed.</param>
    /// <param name="trial">The trial's number, from 1.</param>
    /// <param name="rows">How many rows there are; of many, larger mini-batches are learnt from less often.</param>
    public static TrialOptions Draw(int seed, int trial, long rows)
    {
        var random = new SplitMix64(seed, trial);
        int units = random.Pick(Units);
        Activation activation = random.Pick(Activations);
        bool hasMiniBatches = random.Chance(ShareOfMiniBatches), leavesPenalty = random.Chance(ShareOfChosenPenalties);
        double l2 = hasMiniBatches ? Power(random, -6, -1) : Power(random, -5, 0);
        bool isAdam = random.Chance(0.7);
        double rate = isAdam ? Power(random, -3.5, -2) : Power(random, -2.5, -0.5);
        int epochs = random.Pick(Epochs);
        double dropout = random.Pick(Dropouts);
        int layers = random.Pick(Layers);
        return new()
        {
            HiddenUnits = units == 0 ? [] : [.. Enumerable.Repeat(units, layers)],
            Activation = units == 0 ? Activation.Relu : activation,
            L2 = leavesPenalty ? null : l2,
            Batches = !hasMiniBatches ? null : new(
                isAdam,
                rate,
                BatchSize: rows > MoreRows ? 256 : 32,
                rows > MoreRows ? 30 : epochs,
                units == 0 ? 0 : dropout),
        };
    }

    /// <summary>A power of ten, evenly spread by its exponent, with two digits, so that it is told as it is.</summary>
    private static double Power(SplitMix64 random, double low, double high) => double.Parse(
        Math.Pow(10, random.Between(low, high)).ToString("E1", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
