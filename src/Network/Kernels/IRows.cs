namespace MlNetShallow.Kernels;

/// <summary>Rows of a matrix that a kernel reads where they stand, wherever that is.</summary>
internal interface IRows<TElement>
    where TElement : unmanaged
{
    /// <summary>The first of a row's values that the kernel shall read; the others follow it.</summary>
    ref readonly TElement this[int row] { get; }

    /// <summary>
    /// Whether the rows come from memory slice by slice, so that it is worthwhile to ask for a row's next slice ahead of time:
    /// a slice is too short for the CPU to notice by itself.
    /// </summary>
    static abstract bool IsReadBySlices { get; }
}

/// <summary>Rows that follow each other at a fixed distance, in the cache.</summary>
internal readonly ref struct RegularRows<TElement>(ReadOnlySpan<TElement> values, int stride) : IRows<TElement>
    where TElement : unmanaged
{
    private readonly ReadOnlySpan<TElement> _values = values;

    public ref readonly TElement this[int row] => ref _values[row * stride];

    public static bool IsReadBySlices => false;
}
