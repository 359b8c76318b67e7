namespace Microsoft.ML.Data;

/// <summary>Knows which column type stands for which .NET type beyond those that ML.NET knows by itself.</summary>
public static class DataViewTypeManager
{
    private static readonly Dictionary<(Type Type, DataViewTypeAttribute? Attribute), DataViewType> Known = [];
    private static readonly Lock Sync = new();

    public static void Register(DataViewType dataViewType, Type type, DataViewTypeAttribute? typeAttribute = null)
    {
        lock (Sync)
        {
            foreach (var (raw, known) in Known)
            {
                bool isSame = raw.Equals((type, typeAttribute));
                Contracts.CheckParam(
                    isSame == known.Equals(dataViewType), nameof(type), $"{raw} is registered as {known} already.");
            }

            Known[(type, typeAttribute)] = dataViewType;
        }
    }

    internal static bool TryGet(Type type, DataViewTypeAttribute? attribute, [NotNullWhen(true)] out DataViewType? dataViewType)
    {
        lock (Sync)
            return Known.TryGetValue((type, attribute), out dataViewType);
    }
}

/// <summary>Marks a member of a user's class whose column has a type of its own.</summary>
[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property)]
public abstract class DataViewTypeAttribute : Attribute, IEquatable<DataViewTypeAttribute>
{
    public abstract void Register();
    public abstract bool Equals(DataViewTypeAttribute? other);
    public override bool Equals(object? obj) => obj is DataViewTypeAttribute other && Equals(other);
    public override int GetHashCode() => GetType().GetHashCode();
}
