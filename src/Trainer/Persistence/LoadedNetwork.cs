using System.Numerics;
using Microsoft.ML.Data;
using MlNetShallow.Scoring;

namespace MlNetShallow.Persistence;

/// <summary>A network that a loaded model scores with. Thread-safe.</summary>
internal sealed class LoadedNetwork(ShallowNetwork<float> network, ModelNotes notes)
{
    private readonly ScorerPool _scorers = new(network, notes.FeatureColumn ?? PrivateColumns.Features);

    /// <summary>Scores a row.</summary>
    /// <param name="features">The features.</param>
    /// <param name="offset">What follows on a number of no meaning: the offset.</param>
    /// <param name="prediction">Takes what comes of it.</param>
    /// <exception cref="InvalidOperationException">The offset is a vector of another length than 1.</exception>
    public void Score<TElement>(VBuffer<TElement> features, in VBuffer<float> offset, IPrediction prediction)
        where TElement : unmanaged, INumber<TElement>
    {
        if (offset.Length != 2)
        {
            throw new InvalidOperationException(
                $"The offset column '{notes.OffsetColumn}' has {offset.Length - 1} values in a row; it has one.");
        }

        Score(features, prediction, offset.GetItemOrDefault(1));
    }

    public void Score<TElement>(VBuffer<TElement> features, IPrediction prediction, float? offset = null)
        where TElement : unmanaged, INumber<TElement>
    {
        var scored = _scorers.Score(in features);
        if (offset is { } added)
            scored.Logits[0] = NetworkInputs.Add(scored.Logits[0], added);
        if (network.Shape.OutputLayer is not (OutputLayer.SigmoidCrossEntropy or OutputLayer.SoftmaxCrossEntropy))
            OutputFunction.Apply<float>(network.Shape.OutputLayer, scored.Logits, scored.Logits);
        prediction.Set(scored.Logits, notes.ScoreThreshold);
        _scorers.Return(scored);
    }
}
