using System.Numerics;
using MlNetShallow.Kernels;

namespace MlNetShallow.Engines;

/// <summary>
/// The features cut into slices, by their number alone: work is split, and sums are taken, slice by slice, so that results
/// do not depend on the number of threads. A slice of W1 stays in a core's second-level cache.
/// </summary>
internal readonly struct FeatureSlices<T>(int features)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public const int MaximumLength = 768;

    public int Count { get; } = (features + MaximumLength - 1) / MaximumLength;

    public static int Start(int slice) => slice * MaximumLength;

    public int Length(int slice) => Math.Min(MaximumLength, features - Start(slice));

    /// <summary>The length of a slice in buffers, where zeros follow it.</summary>
    public int PaddedLength(int slice) => VectorKernels<T>.PaddedLength(Length(slice));
}
