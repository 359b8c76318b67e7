using System.Numerics;
using Microsoft.ML.Data;

namespace MlNetShallow.Mapping;

/// <summary>
/// A vector cut into parts of 1, 2, 4, 8, ... values. A loaded contract knows only lengths that its type declares; of declared
/// powers of two, ML.NET's Concatenate makes a vector of any known length.
/// </summary>
internal static class PixelParts
{
    /// <summary>Enough for <see cref="ImageFlatteningEstimator.Options.LargestSide"/>² · 3 values.</summary>
    public const int Count = 26;

    /// <summary>The parts of a vector: the set bits of its length, from the lowest.</summary>
    public static IEnumerable<int> Of(int length)
    {
        for (; length != 0; length &= length - 1)
            yield return BitOperations.TrailingZeroCount(length);
    }
}

/// <inheritdoc cref="PixelParts"/>
internal abstract class PixelParts<T>
{
    private readonly VBuffer<T>[] _parts = new VBuffer<T>[PixelParts.Count];

    [ColumnName(PrivateColumns.Part + "0"), VectorType(1 << 0)]
    public VBuffer<T> Part0 { get => _parts[0]; set => _parts[0] = value; }

    [ColumnName(PrivateColumns.Part + "1"), VectorType(1 << 1)]
    public VBuffer<T> Part1 { get => _parts[1]; set => _parts[1] = value; }

    [ColumnName(PrivateColumns.Part + "2"), VectorType(1 << 2)]
    public VBuffer<T> Part2 { get => _parts[2]; set => _parts[2] = value; }

    [ColumnName(PrivateColumns.Part + "3"), VectorType(1 << 3)]
    public VBuffer<T> Part3 { get => _parts[3]; set => _parts[3] = value; }

    [ColumnName(PrivateColumns.Part + "4"), VectorType(1 << 4)]
    public VBuffer<T> Part4 { get => _parts[4]; set => _parts[4] = value; }

    [ColumnName(PrivateColumns.Part + "5"), VectorType(1 << 5)]
    public VBuffer<T> Part5 { get => _parts[5]; set => _parts[5] = value; }

    [ColumnName(PrivateColumns.Part + "6"), VectorType(1 << 6)]
    public VBuffer<T> Part6 { get => _parts[6]; set => _parts[6] = value; }

    [ColumnName(PrivateColumns.Part + "7"), VectorType(1 << 7)]
    public VBuffer<T> Part7 { get => _parts[7]; set => _parts[7] = value; }

    [ColumnName(PrivateColumns.Part + "8"), VectorType(1 << 8)]
    public VBuffer<T> Part8 { get => _parts[8]; set => _parts[8] = value; }

    [ColumnName(PrivateColumns.Part + "9"), VectorType(1 << 9)]
    public VBuffer<T> Part9 { get => _parts[9]; set => _parts[9] = value; }

    [ColumnName(PrivateColumns.Part + "10"), VectorType(1 << 10)]
    public VBuffer<T> Part10 { get => _parts[10]; set => _parts[10] = value; }

    [ColumnName(PrivateColumns.Part + "11"), VectorType(1 << 11)]
    public VBuffer<T> Part11 { get => _parts[11]; set => _parts[11] = value; }

    [ColumnName(PrivateColumns.Part + "12"), VectorType(1 << 12)]
    public VBuffer<T> Part12 { get => _parts[12]; set => _parts[12] = value; }

    [ColumnName(PrivateColumns.Part + "13"), VectorType(1 << 13)]
    public VBuffer<T> Part13 { get => _parts[13]; set => _parts[13] = value; }

    [ColumnName(PrivateColumns.Part + "14"), VectorType(1 << 14)]
    public VBuffer<T> Part14 { get => _parts[14]; set => _parts[14] = value; }

    [ColumnName(PrivateColumns.Part + "15"), VectorType(1 << 15)]
    public VBuffer<T> Part15 { get => _parts[15]; set => _parts[15] = value; }

    [ColumnName(PrivateColumns.Part + "16"), VectorType(1 << 16)]
    public VBuffer<T> Part16 { get => _parts[16]; set => _parts[16] = value; }

    [ColumnName(PrivateColumns.Part + "17"), VectorType(1 << 17)]
    public VBuffer<T> Part17 { get => _parts[17]; set => _parts[17] = value; }

    [ColumnName(PrivateColumns.Part + "18"), VectorType(1 << 18)]
    public VBuffer<T> Part18 { get => _parts[18]; set => _parts[18] = value; }

    [ColumnName(PrivateColumns.Part + "19"), VectorType(1 << 19)]
    public VBuffer<T> Part19 { get => _parts[19]; set => _parts[19] = value; }

    [ColumnName(PrivateColumns.Part + "20"), VectorType(1 << 20)]
    public VBuffer<T> Part20 { get => _parts[20]; set => _parts[20] = value; }

    [ColumnName(PrivateColumns.Part + "21"), VectorType(1 << 21)]
    public VBuffer<T> Part21 { get => _parts[21]; set => _parts[21] = value; }

    [ColumnName(PrivateColumns.Part + "22"), VectorType(1 << 22)]
    public VBuffer<T> Part22 { get => _parts[22]; set => _parts[22] = value; }

    [ColumnName(PrivateColumns.Part + "23"), VectorType(1 << 23)]
    public VBuffer<T> Part23 { get => _parts[23]; set => _parts[23] = value; }

    [ColumnName(PrivateColumns.Part + "24"), VectorType(1 << 24)]
    public VBuffer<T> Part24 { get => _parts[24]; set => _parts[24] = value; }

    [ColumnName(PrivateColumns.Part + "25"), VectorType(1 << 25)]
    public VBuffer<T> Part25 { get => _parts[25]; set => _parts[25] = value; }

    /// <summary>Cuts the values into parts.</summary>
    protected void Set(ReadOnlySpan<T> values)
    {
        foreach (int part in PixelParts.Of(values.Length))
        {
            VBufferEditor<T> editor = VBufferEditor.Create(ref _parts[part], 1 << part);
            values[..(1 << part)].CopyTo(editor.Values);
            _parts[part] = editor.Commit();
            values = values[(1 << part)..];
        }
    }
}
