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
    private readonly ConcurrentBag<Scorer> _idle = [];

    public float Logit(VBuffer<float> features) => Logit(features, scorer => scorer.Singles);

    public float Logit(VBuffer<byte> features) => Logit(features, scorer => scorer.Bytes);

    private float Logit<TElement>(VBuffer<TElement> features, Func<Scorer, FeatureRow<TElement>> rowOf)
        where TElement : unmanaged, INumber<TElement>
    {
        if (!_idle.TryTake(out Scorer? scorer))
            scorer = new Scorer(network);
        float logit = scorer.Row.Logit(rowOf(scorer).Dense(in features));
        _idle.Add(scorer);
        return logit;
    }

    private sealed class Scorer(ShallowNetwork<float> network)
    {
        public RowScorer<float> Row { get; } = network.CreateScorer();

        public FeatureRow<float> Singles { get; } = new(PrivateColumns.Features, network.Shape.Inputs);

        public FeatureRow<byte> Bytes { get; } = new(PrivateColumns.Features, network.Shape.Inputs);
    }
}
