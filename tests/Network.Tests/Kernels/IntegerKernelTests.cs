using System.Runtime.Intrinsics.X86;
using MlNetShallow.Kernels;

namespace MlNetShallow.Network.Tests.Kernels;

/// <summary>Each width that this machine has against the plain loop, over shapes that leave every kind of remainder.</summary>
public class IntegerKernelTests
{
    private delegate void Multiply(
        ReadOnlySpan<short> a, int rowsA, ReadOnlySpan<short> b, int rowsB, int length, Span<long> z, int zStride);

    private static List<Multiply> Kernels
    {
        get
        {
            List<Multiply> kernels = [IntegerDotKernel<Integers128>.Multiply, IntegerKernels.Dot];
            if (Avx2.IsSupported)
                kernels.Add(IntegerDotKernel<Integers256>.Multiply);
            if (Avx512BW.IsSupported)
                kernels.Add(IntegerDotKernel<Integers512>.Multiply);
            return kernels;
        }
    }

    [Theory]
    [InlineData(1, 1, 32)]
    [InlineData(3, 7, 64)]
    [InlineData(4, 3, 96)]
    [InlineData(9, 8, 768)]
    public void EveryProductIsTheSumOfItsTermsAndNothingElseIsWritten(int rowsA, int rowsB, int length)
    {
        const int Stride = 10;
        var random = new Random(1);
        short[] a = Draw(random, rowsA * length), b = Draw(random, rowsB * length);
        foreach (Multiply multiply in Kernels)
        {
            long[] z = [.. Enumerable.Range(0, rowsA * Stride).Select(i => (long)i)];
            multiply(a, rowsA, b, rowsB, length, z, Stride);
            for (int i = 0; i < z.Length; i++)
            {
                int row = i / Stride, column = i % Stride;
                long expected = column >= rowsB
                    ? i : Enumerable.Range(0, length).Sum(k => (long)a[(row * length) + k] * b[(column * length) + k]);
                Assert.Equal(expected, z[i]);
            }
        }
    }

    [Fact]
    public void TheLongestRowsOfTheLargestBytesStayWithin32Bits()
    {
        var largest = new short[4 * IntegerKernels.MaximumLength];
        largest.AsSpan().Fill(255);
        foreach (Multiply multiply in Kernels)
        {
            var z = new long[12];
            multiply(largest, 4, largest, 3, IntegerKernels.MaximumLength, z, 3);
            Assert.All(z, product => Assert.Equal(255L * 255 * IntegerKernels.MaximumLength, product));
        }
    }

    [Fact]
    public void EveryByteIsWidenedToItself()
    {
        byte[] bytes = [.. Enumerable.Range(0, 256).Select(i => (byte)i)];
        var wide = new short[260];
        wide.AsSpan().Fill(-1);

        IntegerKernels.Widen(bytes, wide);

        Assert.Equal([.. Enumerable.Range(0, 256).Select(i => (short)i), 0, 0, 0, 0], wide);
    }

    private static short[] Draw(Random random, int count) => [.. Enumerable.Range(0, count).Select(_ => (short)random.Next(256))];
}
