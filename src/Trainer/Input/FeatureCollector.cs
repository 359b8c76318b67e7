using System.Numerics;
using Microsoft.ML.Data;

namespace MlNetShallow.Input;

/// <summary>Collects the features of examples, row by row.</summary>
internal abstract class FeatureCollector<TElement>
    where TElement : unmanaged, INumber<TElement>
{
    /// <summary>The form of the features; known from the first row on.</summary>
    public abstract FeatureKind Kind { get; }

    /// <summary>Whether none of a row's values is missing or infinite.</summary>
    public abstract bool AreValid(ReadOnlySpan<TElement> values);

    public abstract void Add(in VBuffer<TElement> row);

    /// <summary>All rows since the last call of <see cref="Clear"/>.</summary>
    public abstract FeatureMatrix Matrix { get; }

    /// <summary>Begins anew, in the form that the first row had. What <see cref="Matrix"/> gave before is no longer
    /// valid.</summary>
    public abstract void Clear();
}
