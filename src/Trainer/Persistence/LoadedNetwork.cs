using System.Numerics;
using Microsoft.ML.Data;
using MlNetShallow.Scoring;

namespace MlNetShallow.Persistence;

/// <summary>A network that a loaded model scores with. Thread-safe.</summary>
internal sealed class LoadedNetwork(ShallowNetwork<float> network, ModelNotes notes)
{
    private readonly ScorerPool _scorers = new(network, notes.FeatureColumn ?? PrivateColumns.Features);

    public void Score<TElement>(VBuffer<TElement> features, IPrediction prediction)
        where TElement : unmanaged, INumber<TElement>
    {
        var scored = _scorers.Score(in features);
        if (network.Shape.OutputLayer is not (OutputLayer.SigmoidCrossEntropy or OutputLayer.SoftmaxCrossEntropy))
            OutputFunction.Apply<float>(network.Shape.OutputLayer, scored.Logits, scored.Logits);
        prediction.Set(scored.Logits, notes.ScoreThreshold);
        _scorers.Return(scored);
    }
}
