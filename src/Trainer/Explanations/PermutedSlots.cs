using System.Numerics;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlNetShallow.Explanations;

/// <summary>Features, some slots of which are permuted together.</summary>
/// <param name="input">Where they are read from.</param>
/// <param name="column">The feature column.</param>
/// <param name="groups">The slots of each group.</param>
internal sealed class PermutedSlots<T>(DataViewRow input, DataViewSchema.Column column, int[][] groups) : PermutedColumn(column)
    where T : unmanaged, INumber<T>
{
    private readonly ValueGetter<VBuffer<T>> _getInput = input.GetGetter<VBuffer<T>>(column);
    private readonly List<VBuffer<T>> _rows = [];

    public override void Read()
    {
        VBuffer<T> row = default;
        _getInput(ref row);
        _rows.Add(row);
    }

    public override Delegate CreateGetter(PermutedCursor cursor) => (ValueGetter<VBuffer<T>>)((ref VBuffer<T> value) =>
    {
        _rows[cursor.Row].CopyTo(ref value);
        for (int group = cursor.NextPermuted(0); group >= 0; group = cursor.NextPermuted(group + 1))
            Take(groups[group], _rows[cursor.RowOf(group)], ref value);
    });

    private static void Take(int[] slots, in VBuffer<T> from, ref VBuffer<T> to)
    {
        if (to.IsDense)
        {
            VBufferEditor<T> editor = VBufferEditor.CreateFromBuffer(ref to);
            foreach (int slot in slots)
                editor.Values[slot] = from.GetItemOrDefault(slot);
            return;
        }

        var values = new SortedDictionary<int, T>(to.Items().ToDictionary());
        foreach (int slot in slots)
        {
            T value = from.GetItemOrDefault(slot);
            if (T.IsZero(value))
                values.Remove(slot);
            else
                values[slot] = value;
        }

        to = new VBuffer<T>(to.Length, values.Count, [.. values.Values], [.. values.Keys]);
    }
}
