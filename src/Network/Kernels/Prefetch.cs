using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace MlNetShallow.Kernels;

/// <summary>Asks the CPU to read ahead.</summary>
internal static class Prefetch
{
    private const int Line = 64;

    /// <summary>
    /// Fetches values from memory into the second-level cache, without waiting for them. What lies beyond the end of the memory
    /// is no error. Does nothing where there is no instruction for it.
    /// </summary>
    /// <param name="origin">Where offsets count from.</param>
    /// <param name="offset">The first value.</param>
    /// <param name="length">The number of values.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static unsafe void Values<T>(ref readonly T origin, int offset, int length)
        where T : unmanaged
    {
        if (!Sse.IsSupported)
            return;
        byte* first = (byte*)Unsafe.AsPointer(ref Unsafe.AsRef(in origin)) + ((long)offset * sizeof(T));
        for (long i = 0; i < (long)length * sizeof(T); i += Line)
            Sse.Prefetch1(first + i);
    }
}
