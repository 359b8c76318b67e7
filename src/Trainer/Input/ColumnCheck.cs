using Microsoft.ML;
using Microsoft.ML.Data;
using VectorKind = Microsoft.ML.SchemaShape.Column.VectorKind;

namespace MlNetShallow.Input;

/// <summary>
/// The checks of the columns that a trainer reads. All throw <see cref="ArgumentOutOfRangeException"/>, as ML.NET's own
/// trainers do, and name the column, the type wanted and the type found.
/// </summary>
internal static class ColumnCheck
{
    public static void Label(string name, ColumnShape? column, bool fits, string wanted)
        => Check(fits, "label", name, wanted, column);

    public static void Weight(string name, ColumnShape? column)
        => Check(
            column is { Kind: VectorKind.Scalar, IsKey: false } weight && weight.ItemType.Equals(NumberDataViewType.Single),
            "example weight", name, "Single", column);

    public static void Offset(string name, ColumnShape? column)
        => Check(
            column is { Kind: VectorKind.Scalar, IsKey: false } offset && offset.ItemType.Equals(NumberDataViewType.Single),
            "offset", name, "Single", column);

    public static void Features(string name, ColumnShape? column)
        => Check(
            column is { Kind: VectorKind.Vector } features && HoldsFeatures(features),
            "feature", name, "a known-size vector of Single or Byte", column);

    /// <summary>Checks that validation data have the columns that the training data have.</summary>
    public static void Same(ColumnNames names, DataViewSchema training, DataViewSchema validation)
    {
        foreach ((string role, string name) in names.Roles)
        {
            DataViewType? found = validation.GetColumnOrNull(name)?.Type;
            if (found?.Equals(training[name].Type) != true)
            {
                string wanted = $"{training[name].Type}, as in the training data";
                throw Mismatch($"validation {role}", name, wanted, found?.ToString() ?? "none");
            }
        }
    }

    /// <summary>Checks the features that a trained network is to score.</summary>
    /// <param name="schema">The schema of the data.</param>
    /// <param name="name">The feature column.</param>
    /// <param name="length">n0, the number of features that the network takes. A vector of variable size is checked row by
    /// row.</param>
    public static DataViewSchema.Column ScoredFeatures(DataViewSchema schema, string name, int length)
    {
        string wanted = $"a vector of {length} Single or Byte values";
        ColumnShape? column = ColumnShape.Find(schema, name);
        bool fits = column is { } features && features.Kind != VectorKind.Scalar && HoldsFeatures(features);
        Check(fits, "feature", name, wanted, column);
        var vector = (VectorDataViewType)schema[name].Type;
        if (vector.IsKnownSize && vector.Size != length)
            throw Mismatch("feature", name, wanted, vector.ToString());
        return schema[name];
    }

    private static bool HoldsFeatures(ColumnShape column)
        => !column.IsKey
            && (column.ItemType.Equals(NumberDataViewType.Single) || column.ItemType.Equals(NumberDataViewType.Byte));

    private static void Check(bool fits, string role, string name, string wanted, ColumnShape? found)
    {
        if (found is null)
            throw new ArgumentOutOfRangeException(paramName: null, $"There is no {role} column '{name}'; it should be {wanted}.");
        if (!fits)
            throw Mismatch(role, name, wanted, found.ToString()!);
    }

    private static ArgumentOutOfRangeException Mismatch(string role, string name, string wanted, string found)
        => new(paramName: null, $"Schema mismatch for {role} column '{name}': expected {wanted}, got {found}.");
}
