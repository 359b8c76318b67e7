using System.Reflection;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlNetShallow.Explanations;

/// <summary>A column in memory whose rows take their values from each other as a <see cref="PermutedCursor"/> says.</summary>
internal abstract class PermutedColumn(DataViewSchema.Column source)
{
    public DataViewSchema.DetachedColumn Column { get; } = new(source.Name, source.Type, source.Annotations);

    /// <summary>Makes a column that is permuted as a whole.</summary>
    /// <param name="input">Where its values are read from.</param>
    /// <param name="column">A column whose values can be kept.</param>
    /// <param name="group">What it is permuted with; null to leave it as it is.</param>
    public static PermutedColumn Whole(DataViewRow input, DataViewSchema.Column column, int? group)
    {
        Type type = column.Type is VectorDataViewType vector
            ? typeof(PermutedVector<>).MakeGenericType(vector.ItemType.RawType)
            : typeof(PermutedColumn<>).MakeGenericType(column.Type.RawType);
        return (PermutedColumn)Activator.CreateInstance(
            type, BindingFlags.Public | BindingFlags.Instance | BindingFlags.DoNotWrapExceptions, null,
            [input, column, group], null)!;
    }

    /// <summary>Keeps the value of the row that the input stands on.</summary>
    public abstract void Read();

    public abstract Delegate CreateGetter(PermutedCursor cursor);
}

/// <inheritdoc/>
internal class PermutedColumn<T>(DataViewRow input, DataViewSchema.Column column, int? group) : PermutedColumn(column)
{
    private readonly ValueGetter<T> _getInput = input.GetGetter<T>(column);
    private readonly List<T> _values = [];

    public override void Read()
    {
        T value = default!;
        _getInput(ref value);
        _values.Add(value);
    }

    public override Delegate CreateGetter(PermutedCursor cursor) => group is { } permuted
        ? (ValueGetter<T>)((ref T value) => Copy(_values[cursor.RowOf(permuted)], ref value))
        : (ValueGetter<T>)((ref T value) => Copy(_values[cursor.Row], ref value));

    protected virtual void Copy(in T source, ref T destination) => destination = source;
}

/// <summary>Vectors, which are copied into the reader's memory.</summary>
internal sealed class PermutedVector<T>(DataViewRow input, DataViewSchema.Column column, int? group)
    : PermutedColumn<VBuffer<T>>(input, column, group)
{
    protected override void Copy(in VBuffer<T> source, ref VBuffer<T> destination) => source.CopyTo(ref destination);
}
