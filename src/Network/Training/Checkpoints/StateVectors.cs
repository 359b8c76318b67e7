using System.Numerics;
using System.Runtime.InteropServices;
using MlNetShallow.Serialization;

namespace MlNetShallow.Training.Checkpoints;

/// <summary>Vectors of numbers in their full precision, as they stand in memory.</summary>
internal static class StateVectors
{
    public static void WriteVector<T>(this BinaryWriter writer, ReadOnlySpan<T> values)
        where T : unmanaged
        => writer.Write(MemoryMarshal.AsBytes(values));

    /// <summary>Reads as many numbers as there is room for.</summary>
    public static void ReadVector<T>(this ref ByteReader reader, Span<T> values)
        where T : unmanaged
    {
        Span<byte> bytes = MemoryMarshal.AsBytes(values);
        reader.Read(bytes.Length).CopyTo(bytes);
    }

    /// <summary>Reads parameters.</summary>
    /// <exception cref="FormatException">They are cut off, or one is no finite number.</exception>
    public static void ReadParameters<T>(this ref ByteReader reader, NetworkParameters<T> parameters)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        reader.ReadVector(parameters.Values);
        if (FiniteCheck.Refusal(parameters) is { } refusal)
            throw new FormatException($"Of the checkpoint's parameters {refusal} It is damaged, or its training went wrong.");
    }
}
