using Microsoft.ML.Data;

namespace MlNetShallow.Batch.Inputs;

/// <inheritdoc/>
internal sealed class VectorCodec<T>(Action<BinaryWriter, T> write, Func<BinaryReader, T> read) : ColumnCodec<VBuffer<T>>
{
    public override void Write(BinaryWriter to, in VBuffer<T> value)
    {
        ReadOnlySpan<T> values = value.GetValues();
        to.Write7BitEncodedInt(value.Length);
        to.Write(value.IsDense);
        if (!value.IsDense)
        {
            to.Write7BitEncodedInt(values.Length);
            foreach (int index in value.GetIndices())
                to.Write7BitEncodedInt(index);
        }

        foreach (T each in values)
            write(to, each);
    }

    public override object Read(BinaryReader from)
    {
        int length = from.Read7BitEncodedInt();
        int[]? indices = null;
        if (!from.ReadBoolean())
        {
            indices = new int[from.Read7BitEncodedInt()];
            for (int i = 0; i < indices.Length; i++)
                indices[i] = from.Read7BitEncodedInt();
        }

        var values = new T[indices?.Length ?? length];
        for (int i = 0; i < values.Length; i++)
            values[i] = read(from);
        return indices is null ? new VBuffer<T>(length, values) : new VBuffer<T>(length, values.Length, values, indices);
    }
}
