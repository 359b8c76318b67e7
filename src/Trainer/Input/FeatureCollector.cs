using System.Numerics;
using Microsoft.ML.Data;

namespace MlNetShallow.Input;

/// <summary>Collects the features of a training, row by row.</summary>
internal abstract class FeatureCollector<TElement>
    where TElement : unmanaged, INumber<TElement>
{
    /// <summary>Whether none of a row's values is missing or infinite.</summary>
    public abstract bool AreValid(ReadOnlySpan<TElement> values);

    public abstract void Add(in VBuffer<TElement> row);

    /// <summary>All rows added so far.</summary>
    public abstract FeatureMatrix ToMatrix();
}
