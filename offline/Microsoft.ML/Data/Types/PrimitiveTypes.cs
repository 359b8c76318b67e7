using System.Diagnostics.CodeAnalysis;

namespace Microsoft.ML.Data;

/// <summary>Finds the column type of a .NET type that ML.NET knows by itself.</summary>
internal static class PrimitiveTypes
{
    private static readonly Dictionary<Type, PrimitiveDataViewType> ByRawType = new PrimitiveDataViewType[]
    {
        TextDataViewType.Instance, BooleanDataViewType.Instance, NumberDataViewType.Single, NumberDataViewType.Double,
        NumberDataViewType.SByte, NumberDataViewType.Int16, NumberDataViewType.Int32, NumberDataViewType.Int64,
        NumberDataViewType.Byte, NumberDataViewType.UInt16, NumberDataViewType.UInt32, NumberDataViewType.UInt64,
    }.ToDictionary(type => type.RawType);

    internal static bool TryGet(Type rawType, [NotNullWhen(true)] out PrimitiveDataViewType? type) =>
        ByRawType.TryGetValue(rawType, out type);
}
