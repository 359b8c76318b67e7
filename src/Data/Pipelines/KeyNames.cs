using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlNetShallow.Data.Pipelines;

/// <summary>What the values of a column of keys are called.</summary>
internal static class KeyNames
{
    /// <returns>The names, in the order of the keys; null where there is no such column or its keys have no names.</returns>
    public static string[]? Of(DataViewSchema.Column? column)
    {
        if (column?.Annotations.Schema.GetColumnOrNull("KeyValues")?.Type
            is not VectorDataViewType { ItemType: TextDataViewType })
            return null;
        VBuffer<ReadOnlyMemory<char>> names = default;
        column.Value.GetKeyValues(ref names);
        return [.. names.DenseValues().Select(name => name.ToString())];
    }
}
