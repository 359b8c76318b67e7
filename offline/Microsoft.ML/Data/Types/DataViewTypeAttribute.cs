namespace Microsoft.ML.Data;

/// <summary>Marks a member of a user's class whose column has a type of its own.</summary>
[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property)]
public abstract class DataViewTypeAttribute : Attribute, IEquatable<DataViewTypeAttribute>
{
    public abstract void Register();

    public abstract bool Equals(DataViewTypeAttribute? other);

    public override bool Equals(object? obj) => obj is DataViewTypeAttribute other && Equals(other);

    public override int GetHashCode() => GetType().GetHashCode();
}
