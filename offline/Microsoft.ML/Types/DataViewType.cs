namespace Microsoft.ML.Data;

/// <summary>The type of a column.</summary>
public abstract class DataViewType : IEquatable<DataViewType>
{
    private protected DataViewType(Type rawType) => RawType = rawType;
    public Type RawType { get; }
    public abstract bool Equals(DataViewType? other);
}

/// <summary>A type whose values may have parts or hold resources.</summary>
public abstract class StructuredDataViewType(Type rawType) : DataViewType(rawType);

/// <summary>A type whose values are simple and can be kept at will.</summary>
public abstract class PrimitiveDataViewType(Type rawType) : DataViewType(rawType)
{
    public override bool Equals(DataViewType? other) => ReferenceEquals(this, other);
}

/// <summary>True or false.</summary>
public sealed class BooleanDataViewType : PrimitiveDataViewType
{
    private BooleanDataViewType() : base(typeof(bool)) { }
    public static BooleanDataViewType Instance { get; } = new();
    public override string ToString() => "Boolean";
}

/// <summary>Text, as <see cref="ReadOnlyMemory{T}"/> of characters.</summary>
public sealed class TextDataViewType : PrimitiveDataViewType
{
    private TextDataViewType() : base(typeof(ReadOnlyMemory<char>)) { }
    public static TextDataViewType Instance { get; } = new();
    public override string ToString() => "String";
}

/// <summary>The number types.</summary>
public sealed class NumberDataViewType : PrimitiveDataViewType
{
    private NumberDataViewType(Type rawType) : base(rawType) { }
    public static NumberDataViewType Byte { get; } = new(typeof(byte));
    public static NumberDataViewType Int32 { get; } = new(typeof(int));
    public static NumberDataViewType UInt32 { get; } = new(typeof(uint));
    public static NumberDataViewType Single { get; } = new(typeof(float));
    public static NumberDataViewType Double { get; } = new(typeof(double));
    public override string ToString() => RawType.Name;
}

/// <summary>The column types of the .NET types that ML.NET knows by itself.</summary>
internal static class PrimitiveTypes
{
    // A type is saved as its index here: append only.
    internal static IReadOnlyList<PrimitiveDataViewType> All { get; } =
    [
        BooleanDataViewType.Instance, TextDataViewType.Instance, NumberDataViewType.Byte, NumberDataViewType.Int32,
        NumberDataViewType.UInt32, NumberDataViewType.Single, NumberDataViewType.Double,
    ];

    internal static PrimitiveDataViewType? Find(Type rawType) => All.FirstOrDefault(type => type.RawType == rawType);
}

/// <summary>The kinds of values, of those that ML.NET knows.</summary>
public enum DataKind : byte
{
    Byte = 2,
    Single = 9,
    Double = 10,
    String = 11,
    Boolean = 12,
}
