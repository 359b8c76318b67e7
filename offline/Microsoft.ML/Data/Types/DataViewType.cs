namespace Microsoft.ML.Data;

/// <summary>The type of a column.</summary>
public abstract class DataViewType : IEquatable<DataViewType>
{
    private protected DataViewType(Type rawType) => RawType = rawType ?? throw new ArgumentNullException(nameof(rawType));

    public Type RawType { get; }

    public abstract bool Equals(DataViewType? other);
}

/// <summary>A type whose values may have parts or hold resources.</summary>
public abstract class StructuredDataViewType(Type rawType) : DataViewType(rawType);

/// <summary>A type whose values are simple and can be kept at will.</summary>
public abstract class PrimitiveDataViewType : DataViewType
{
    protected PrimitiveDataViewType(Type rawType)
        : base(rawType)
    {
        if (typeof(IDisposable).IsAssignableFrom(rawType))
            throw new ArgumentException($"{rawType} is disposable: not a primitive type.", nameof(rawType));
    }
}
