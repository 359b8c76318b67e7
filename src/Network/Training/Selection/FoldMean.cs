using System.Numerics;
using System.Numerics.Tensors;
using MlNetShallow.Engines;

namespace MlNetShallow.Training.Selection;

/// <summary>
/// Where the training on all examples starts: at the mean of the weights that the folds' networks have come to, which knows more
/// than each of them (Wortsman et al. 2022, "Model soups"), as long as they lie in one valley. They come from the same start, but
/// may part on a long way; then the mean costs more on the examples than each network on those that it has not seen, and it is
/// the first fold's weights.
/// </summary>
internal static class FoldMean
{
    /// <summary>Writes the start.</summary>
    /// <param name="folds">The weights of each fold.</param>
    /// <param name="cost">The mean cost of all examples at weights.</param>
    /// <param name="mostCost">The mean cost out of the folds.</param>
    /// <param name="start">Takes the start.</param>
    public static void Write<T>(
        T[][] folds, Func<NetworkParameters<T>, double> cost, double mostCost, NetworkParameters<T> start)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        start.Values.Clear();
        T share = T.One / T.CreateChecked(folds.Length);
        foreach (T[] weights in folds)
            TensorPrimitives.MultiplyAdd<T>(weights, share, start.Values, start.Values);
        if (!(cost(start) <= mostCost))
            folds[0].CopyTo(start.Values);
    }
}
