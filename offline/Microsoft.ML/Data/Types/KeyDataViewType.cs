namespace Microsoft.ML.Data;

/// <summary>One of <see cref="Count"/> categories, stored from 1; 0 means that it is missing.</summary>
public sealed class KeyDataViewType : PrimitiveDataViewType
{
    public KeyDataViewType(Type type, ulong count)
        : base(type)
    {
        Contracts.CheckParam(
            IsValidDataType(type), nameof(type), $"A key is a Byte, UInt16, UInt32 or UInt64, but the type is {type}.");
        Contracts.CheckParam(
            count > 0 && count <= MaxValue(type), nameof(count), $"The count of a {type.Name} key can't be {count}.");
        Count = count;
    }

    public KeyDataViewType(Type type, int count)
        : this(type, (ulong)Math.Max(count, 0))
    {
    }

    public ulong Count { get; }

    public static bool IsValidDataType(Type type) => MaxValue(type) > 0;

    public override bool Equals(DataViewType? other) =>
        other is KeyDataViewType key && key.RawType == RawType && key.Count == Count;

    public override bool Equals(object? obj) => obj is DataViewType other && Equals(other);

    public override int GetHashCode() => HashCode.Combine(RawType, Count);

    public override string ToString() => $"Key<{RawType.Name}, 0-{Count - 1}>";

    private static ulong MaxValue(Type type) => Type.GetTypeCode(type) switch
    {
        TypeCode.Byte => byte.MaxValue,
        TypeCode.UInt16 => ushort.MaxValue,
        TypeCode.UInt32 => uint.MaxValue,
        TypeCode.UInt64 => ulong.MaxValue,
        _ => 0,
    };
}
