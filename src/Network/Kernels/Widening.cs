using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace MlNetShallow.Kernels;

/// <summary>Stored features to the type of the arithmetic: destination(i) = source(i). Exact for bytes.</summary>
internal static class Widening
{
    public static void Convert<TElement, T>(ReadOnlySpan<TElement> source, Span<T> destination)
        where TElement : unmanaged, INumber<TElement>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (typeof(TElement) == typeof(T))
            MemoryMarshal.Cast<TElement, T>(source).CopyTo(destination);
        else if (typeof(TElement) == typeof(byte) && typeof(T) == typeof(float))
            Convert(MemoryMarshal.AsBytes(source), MemoryMarshal.Cast<T, float>(destination));
        else
            TensorPrimitives.ConvertTruncating(source, destination);
    }

    private static void Convert(ReadOnlySpan<byte> source, Span<float> destination)
    {
        if (Vector512.IsHardwareAccelerated)
            Convert<Wide512<float>>(source, destination);
        else if (Vector256.IsHardwareAccelerated)
            Convert<Wide256<float>>(source, destination);
        else
            Convert<Wide128<float>>(source, destination);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Convert<TVector>(ReadOnlySpan<byte> source, Span<float> destination)
        where TVector : struct, IVector<TVector, float>
    {
        ref byte from = ref MemoryMarshal.GetReference(source);
        ref float to = ref MemoryMarshal.GetReference(destination[..source.Length]);
        int i = 0;
        for (; i + TVector.Count <= source.Length; i += TVector.Count)
            TVector.Store(TVector.Load(in from, (nuint)i), ref to, (nuint)i);
        for (; i < source.Length; i++)
            destination[i] = source[i];
    }
}
