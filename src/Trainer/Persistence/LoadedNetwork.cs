using System.Collections.Concurrent;
using System.Numerics;
using Microsoft.ML.Data;
using MlNetShallow.Engines;
using MlNetShallow.Scoring;

namespace MlNetShallow.Persistence;

/// <summary>A network with scorers for the threads that score with it. Thread-safe.</summary>
internal sealed class LoadedNetwork(ShallowNetwork<float> network)
{
    // As many as have ever scored at the same time.
    private readonly ConcurrentBag<RowScorer<float>> _idle = [];

    public float Logit<TElement>(VBuffer<TElement> features)
        where TElement : unmanaged, INumber<TElement>
    {
        if (!_idle.TryTake(out RowScorer<float>? scorer))
            scorer = network.CreateScorer();
        float logit = scorer.Logit(in features, PrivateColumns.Features);
        _idle.Add(scorer);
        return logit;
    }
}
