namespace MlNetShallow.Kernels;

/// <summary>Rows of a matrix that a kernel reads where they stand, wherever that is.</summary>
internal interface IRows<TElement>
    where TElement : unmanaged
{
    /// <summary>The first of a row's values that the kernel shall read; the others follow it.</summary>
    ref readonly TElement this[int row] { get; }
}

/// <summary>Rows that follow each other at a fixed distance.</summary>
internal readonly ref struct RegularRows<TElement>(ReadOnlySpan<TElement> values, int stride) : IRows<TElement>
    where TElement : unmanaged
{
    private readonly ReadOnlySpan<TElement> _values = values;

    public ref readonly TElement this[int row] => ref _values[row * stride];
}
