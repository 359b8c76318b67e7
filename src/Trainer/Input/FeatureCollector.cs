using System.Numerics;
using Microsoft.ML.Data;

namespace MlNetShallow.Input;

/// <summary>Collects the features of examples, row by row.</summary>
internal abstract class FeatureCollector<TElement>
    where TElement : unmanaged, INumber<TElement>
{
    /// <summary>The form of the features: what was asked for, or what follows from all rows so far.</summary>
    public abstract FeatureKind Kind { get; }

    /// <summary>Whether none of a row's values is missing or infinite.</summary>
    public abstract bool AreValid(ReadOnlySpan<TElement> values);

    /// <summary>Takes a row into account for <see cref="Kind"/>, and does not keep it.</summary>
    public abstract void Inspect(in VBuffer<TElement> row);

    /// <summary>Takes a row into account and keeps it.</summary>
    /// <returns>About how many bytes it takes.</returns>
    public abstract long Add(in VBuffer<TElement> row);

    /// <summary>Makes a matrix of the rows that were kept since the last call of <see cref="Clear"/>; once.</summary>
    public abstract FeatureMatrix ToMatrix();

    /// <summary>Starts again, empty. What <see cref="ToMatrix"/> gave before is no longer valid.</summary>
    public abstract void Clear();
}
