using System.Collections.Immutable;

namespace Microsoft.ML.Data;

/// <summary>A vector, as <see cref="VBuffer{T}"/>, of known or (a dimension 0) of variable length.</summary>
public sealed class VectorDataViewType : StructuredDataViewType
{
    public VectorDataViewType(PrimitiveDataViewType itemType, int size = 0)
        : this(itemType, ImmutableArray.Create(size))
    {
    }

    public VectorDataViewType(PrimitiveDataViewType itemType, params int[] dimensions)
        : this(itemType, dimensions?.ToImmutableArray() ?? [])
    {
    }

    public VectorDataViewType(PrimitiveDataViewType itemType, ImmutableArray<int> dimensions)
        : base(GetRawType(itemType))
    {
        Contracts.CheckParam(
            dimensions.Length > 0 && dimensions.All(d => d >= 0), nameof(dimensions), "There must be one, and none negative.");
        ItemType = itemType;
        Dimensions = dimensions;
        Size = dimensions.Aggregate(1, (product, dimension) => checked(product * dimension));
    }

    public ImmutableArray<int> Dimensions { get; }

    public PrimitiveDataViewType ItemType { get; }

    public int Size { get; }

    public bool IsKnownSize => Size > 0;

    public override bool Equals(DataViewType? other) =>
        other is VectorDataViewType vector && vector.ItemType.Equals(ItemType)
        && vector.Dimensions.AsSpan().SequenceEqual(Dimensions.AsSpan());

    public override bool Equals(object? obj) => obj is DataViewType other && Equals(other);

    public override int GetHashCode() => HashCode.Combine(ItemType, Size, Dimensions.Length);

    public override string ToString()
    {
        if (Dimensions is [int size])
            return size > 0 ? $"Vector<{ItemType}, {size}>" : $"Vector<{ItemType}>";

        return $"Vector<{ItemType}, {string.Join(", ", Dimensions.Select(d => d > 0 ? $"{d}" : "*"))}>";
    }

    private static Type GetRawType(PrimitiveDataViewType itemType)
    {
        ArgumentNullException.ThrowIfNull(itemType);
        return typeof(VBuffer<>).MakeGenericType(itemType.RawType);
    }
}
