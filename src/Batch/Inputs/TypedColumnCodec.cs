using Microsoft.ML;
using MlNetShallow.Batch.Scoring;

namespace MlNetShallow.Batch.Inputs;

/// <inheritdoc/>
internal abstract class ColumnCodec<T> : ColumnCodec
{
    public abstract void Write(BinaryWriter to, in T value);

    public override Action<BinaryWriter> CreateWriter(DataViewRow row, DataViewSchema.Column column)
    {
        ValueGetter<T> get = row.GetGetter<T>(column);
        T value = default!;
        return to =>
        {
            get(ref value);
            Write(to, in value);
        };
    }

    public override ColumnValue CreateValue(int place)
        => new ColumnValue<T>((in InputItem item, ref T value) => value = (T)item.Values![place]);
}
