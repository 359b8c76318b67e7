using System.Numerics;
using Microsoft.ML.Data;
using MlNetShallow.Engines;

namespace MlNetShallow.Scoring;

/// <summary>Scores a feature vector in the form that it has, dense or sparse.</summary>
internal static class FeatureRow
{
    /// <exception cref="InvalidOperationException">The vector has another length than the network takes.</exception>
    public static void Logits<TElement>(
        this RowScorer<float> scorer, in VBuffer<TElement> features, string column, Span<float> logits)
        where TElement : unmanaged, INumber<TElement>
    {
        Check(in features, column, scorer.Shape.Inputs);
        if (features.IsDense)
            scorer.Logits(features.GetValues(), logits);
        else
            scorer.Logits(features.GetIndices(), features.GetValues(), logits);
    }

    /// <exception cref="InvalidOperationException">The vector has another length.</exception>
    public static void Check<TElement>(in VBuffer<TElement> features, string column, int length)
    {
        if (features.Length != length)
        {
            throw new InvalidOperationException(
                $"The feature column '{column}' has {features.Length} values in a row; the network takes {length}.");
        }
    }
}
