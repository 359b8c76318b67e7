using System.Collections.Immutable;

namespace Microsoft.ML.Data;

/// <summary>A vector, as <see cref="VBuffer{T}"/>, of known or (a dimension 0) of variable length.</summary>
public sealed class VectorDataViewType : StructuredDataViewType
{
    public VectorDataViewType(PrimitiveDataViewType itemType, params int[] dimensions)
        : base(typeof(VBuffer<>).MakeGenericType(itemType.RawType))
    {
        Contracts.CheckParam(dimensions.All(d => d >= 0), nameof(dimensions), "None can be negative.");
        ItemType = itemType;
        Dimensions = dimensions.Length > 0 ? [.. dimensions] : [0];
        Size = Dimensions.Aggregate(1, (product, dimension) => checked(product * dimension));
    }

    public ImmutableArray<int> Dimensions { get; }
    public PrimitiveDataViewType ItemType { get; }
    public int Size { get; }
    public bool IsKnownSize => Size > 0;

    public override bool Equals(DataViewType? other)
        => other is VectorDataViewType vector && vector.ItemType.Equals(ItemType) && vector.Dimensions.SequenceEqual(Dimensions);

    public override bool Equals(object? obj) => obj is DataViewType other && Equals(other);
    public override int GetHashCode() => HashCode.Combine(ItemType, Size, Dimensions.Length);

    public override string ToString() => Dimensions is [0]
        ? $"Vector<{ItemType}>"
        : $"Vector<{ItemType}, {string.Join(", ", Dimensions.Select(d => d > 0 ? $"{d}" : "*"))}>";
}
