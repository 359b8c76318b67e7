using System.Numerics;
using System.Numerics.Tensors;
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
        ref byte from = ref MemoryMarshal.GetReference(source);
        ref float to = ref MemoryMarshal.GetReference(destination[..source.Length]);
        int i = 0;
        for (; i + Vector512<byte>.Count <= source.Length; i += Vector512<byte>.Count)
        {
            var (low, high) = Vector512.Widen(Vector512.LoadUnsafe(ref from, (nuint)i));
            var (a, b) = Vector512.Widen(low);
            var (c, d) = Vector512.Widen(high);
            Vector512.ConvertToSingle(a.AsInt32()).StoreUnsafe(ref to, (nuint)i);
            Vector512.ConvertToSingle(b.AsInt32()).StoreUnsafe(ref to, (nuint)i + 16);
            Vector512.ConvertToSingle(c.AsInt32()).StoreUnsafe(ref to, (nuint)i + 32);
            Vector512.ConvertToSingle(d.AsInt32()).StoreUnsafe(ref to, (nuint)i + 48);
        }

        for (; i < source.Length; i++)
            destination[i] = source[i];
    }
}
