using System.Collections.Concurrent;
using System.Numerics;
using Microsoft.ML.Data;
using MlNetShallow.Engines;
using MlNetShallow.Scoring;

namespace MlNetShallow.Persistence;

/// <summary>A network with scorers for the threads that score with it. Thread-safe.</summary>
internal sealed class LoadedNetwork(ShallowNetwork<float> network, ModelNotes notes)
{
    private readonly string _features = notes.FeatureColumn ?? PrivateColumns.Features;

    // As many as have ever scored at the same time.
    private readonly ConcurrentBag<(RowScorer<float> Scorer, float[] Logits)> _idle = [];

    public void Score<TElement>(VBuffer<TElement> features, IPrediction prediction)
        where TElement : unmanaged, INumber<TElement>
    {
        if (!_idle.TryTake(out var own))
            own = (network.CreateScorer(), new float[network.Shape.Outputs]);
        own.Scorer.Logits(in features, _features, own.Logits);
        prediction.Set(own.Logits, notes.ScoreThreshold);
        _idle.Add(own);
    }
}
