using System.Collections.Concurrent;
using System.Numerics;
using Microsoft.ML.Data;
using MlNetShallow.Engines;

namespace MlNetShallow.Scoring;

/// <summary>A network with scorers for the threads that score single rows with it: as many as have ever done so at the same
/// time. Thread-safe.</summary>
/// <param name="network">The network.</param>
/// <param name="featureColumnName">The column that errors name.</param>
internal sealed class ScorerPool(ShallowNetwork<float> network, string featureColumnName)
{
    private readonly ConcurrentBag<(RowScorer<float> Scorer, float[] Logits)> _idle = [];

    /// <summary>Computes a row's logits, with a scorer that is to be returned once they are read.</summary>
    public (RowScorer<float> Scorer, float[] Logits) Score<TElement>(in VBuffer<TElement> features)
        where TElement : unmanaged, INumber<TElement>
    {
        if (!_idle.TryTake(out var own))
            own = (network.CreateScorer(), new float[network.Shape.Outputs]);
        own.Scorer.Logits(in features, featureColumnName, own.Logits);
        return own;
    }

    public void Return((RowScorer<float> Scorer, float[] Logits) scored) => _idle.Add(scored);
}
