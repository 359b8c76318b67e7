using System.Diagnostics.CodeAnalysis;

namespace Microsoft.ML.Data;

/// <summary>Knows which column type stands for which .NET type beyond those that ML.NET knows by itself.</summary>
public static class DataViewTypeManager
{
    private static readonly Dictionary<(Type, DataViewTypeAttribute?), DataViewType> ByRawType = [];
    private static readonly Dictionary<DataViewType, (Type, DataViewTypeAttribute?)> ByDataViewType = [];
    private static readonly Lock Sync = new();

    public static void Register(DataViewType dataViewType, Type type, DataViewTypeAttribute? typeAttribute = null)
    {
        lock (Sync)
        {
            bool isPrimitive = type == typeof(string) || PrimitiveTypes.TryGet(type, out _);
            Contracts.CheckParam(!isPrimitive, nameof(type), $"{type} has a column type already.");

            (Type, DataViewTypeAttribute?) rawType = (type, typeAttribute);
            if (ByRawType.TryGetValue(rawType, out DataViewType? known))
                Contracts.CheckParam(known.Equals(dataViewType), nameof(type), $"{type} is registered as {known} already.");
            if (ByDataViewType.TryGetValue(dataViewType, out var knownRaw))
                Contracts.CheckParam(knownRaw.Equals(rawType), nameof(dataViewType), $"{dataViewType} is {knownRaw} already.");

            ByRawType[rawType] = dataViewType;
            ByDataViewType[dataViewType] = rawType;
        }
    }

    internal static bool TryGet(Type type, DataViewTypeAttribute? attribute, [NotNullWhen(true)] out DataViewType? dataViewType)
    {
        lock (Sync)
            return ByRawType.TryGetValue((type, attribute), out dataViewType);
    }

    internal static bool Knows(DataViewType dataViewType)
    {
        lock (Sync)
            return ByDataViewType.ContainsKey(dataViewType);
    }
}
