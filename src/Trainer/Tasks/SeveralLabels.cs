using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetShallow.Explanations;
using MlNetShallow.Input;
using VectorKind = Microsoft.ML.SchemaShape.Column.VectorKind;

namespace MlNetShallow.Tasks;

/// <summary>Labels are vectors; one logit a slot.</summary>
internal abstract class SeveralLabels : LearningTask
{
    /// <summary>What a column of labels should be, in words.</summary>
    protected abstract string Wanted { get; }

    public override void CheckLabel(string name, ColumnShape? column) => ColumnCheck.Label(
        name, column, column is { Kind: VectorKind.Vector, IsKey: false } label && Holds(label.ItemType), Wanted);

    public override int Outputs(DataViewSchema.Column label) => Labels(label);

    public override int Labels(DataViewSchema.Column label) => ((VectorDataViewType)label.Type).Size;

    public override string[] ClassNames(DataViewSchema.Column label) => [];

    /// <summary>The names of the slots, all different; one without a name is called by the column and its number, from 0.</summary>
    public override string[] TargetNames(DataViewSchema.Column label)
        => SlotNames.Of(label, Labels(label), slot => $"{label.Name}.{slot}");

    protected abstract bool Holds(DataViewType item);

    /// <summary>Reads vectors.</summary>
    /// <param name="row">The row.</param>
    /// <param name="column">Its label column.</param>
    /// <param name="read">Makes a label of an item: the item, its slot.</param>
    /// <exception cref="InvalidOperationException">A row has another number of labels than its column's type says.</exception>
    protected static LabelReader VectorReader<T>(DataViewRow row, DataViewSchema.Column column, Func<T, int, float> read)
    {
        var getter = row.GetGetter<VBuffer<T>>(column);
        VBuffer<T> items = default;
        return labels =>
        {
            getter(ref items);
            if (items.Length != labels.Length)
            {
                throw new InvalidOperationException(
                    $"The label column '{column.Name}' has {items.Length} values in row {row.Position}; there are {labels.Length} " +
                    "in others.");
            }

            foreach ((int slot, T item) in items.Items(all: true))
                labels[slot] = read(item, slot);
        };
    }
}
