namespace Microsoft.ML.Data;

/// <summary>One of <see cref="Count"/> categories, stored from 1; 0 means that it is missing.</summary>
public sealed class KeyDataViewType : PrimitiveDataViewType
{
    public KeyDataViewType(Type type, ulong count)
        : base(type)
    {
        ulong maximum = type == typeof(byte) ? byte.MaxValue : type == typeof(uint) ? uint.MaxValue : 0;
        Contracts.CheckParam(maximum > 0, nameof(type), $"Here a key is a Byte or UInt32, but the type is {type}.");
        Contracts.CheckParam(count > 0 && count <= maximum, nameof(count), $"The count of a {type.Name} key can't be {count}.");
        Count = count;
    }

    public ulong Count { get; }

    public override bool Equals(DataViewType? other)
        => other is KeyDataViewType key && key.RawType == RawType && key.Count == Count;

    public override bool Equals(object? obj) => obj is DataViewType other && Equals(other);
    public override int GetHashCode() => HashCode.Combine(RawType, Count);
    public override string ToString() => $"Key<{RawType.Name}, 0-{Count - 1}>";
}
