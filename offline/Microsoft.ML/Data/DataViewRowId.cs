namespace Microsoft.ML.Data;

/// <summary>The 128-bit identity of a row, the same in whatever order the rows come.</summary>
public readonly struct DataViewRowId(ulong low, ulong high) : IEquatable<DataViewRowId>
{
    public readonly ulong Low = low;
    public readonly ulong High = high;

    public bool Equals(DataViewRowId other) => Low == other.Low && High == other.High;

    public override bool Equals(object? obj) => obj is DataViewRowId other && Equals(other);

    public override int GetHashCode() => HashCode.Combine(Low, High);

    public override string ToString() => $"{High:x16}{Low:x16}";
}
