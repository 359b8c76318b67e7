using Microsoft.ML.Data;

namespace MlNetShallow.Scoring;

/// <summary>Turns a feature vector, dense or sparse, into n0 contiguous values. For one thread.</summary>
internal sealed class FeatureRow<TElement>(string column, int length)
    where TElement : unmanaged
{
    private TElement[]? _dense;

    /// <exception cref="InvalidOperationException">The vector has another length.</exception>
    public ReadOnlySpan<TElement> Dense(in VBuffer<TElement> features)
    {
        Check(in features);
        if (features.IsDense)
            return features.GetValues();
        features.CopyTo(_dense ??= new TElement[length]);
        return _dense;
    }

    /// <exception cref="InvalidOperationException">The vector has another length.</exception>
    public void Check(in VBuffer<TElement> features)
    {
        if (features.Length != length)
        {
            throw new InvalidOperationException(
                $"The feature column '{column}' has {features.Length} values in a row; the network takes {length}.");
        }
    }
}
