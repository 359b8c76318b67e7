using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetShallow.Batch.Scoring;

namespace MlNetShallow.Batch.Inputs;

/// <summary>Values of a column as bytes, the same for the same values on every machine.</summary>
internal abstract class ColumnCodec
{
    private static readonly Dictionary<Type, ColumnCodec> Scalars = new()
    {
        [typeof(ReadOnlyMemory<char>)] = new ScalarCodec<ReadOnlyMemory<char>>(
            static (to, text) =>
            {
                // As code units: what is no character at all stays what it is.
                to.Write7BitEncodedInt(text.Length);
                foreach (char unit in text.Span)
                    to.Write((ushort)unit);
            },
            static from =>
            {
                var text = new char[from.Read7BitEncodedInt()];
                for (int i = 0; i < text.Length; i++)
                    text[i] = (char)from.ReadUInt16();
                return text;
            }),
        [typeof(float)] = new ScalarCodec<float>(static (to, value) => to.Write(value), static from => from.ReadSingle()),
        [typeof(double)] = new ScalarCodec<double>(static (to, value) => to.Write(value), static from => from.ReadDouble()),
        [typeof(bool)] = new ScalarCodec<bool>(static (to, value) => to.Write(value), static from => from.ReadBoolean()),
        [typeof(sbyte)] = new ScalarCodec<sbyte>(static (to, value) => to.Write(value), static from => from.ReadSByte()),
        [typeof(byte)] = new ScalarCodec<byte>(static (to, value) => to.Write(value), static from => from.ReadByte()),
        [typeof(short)] = new ScalarCodec<short>(static (to, value) => to.Write(value), static from => from.ReadInt16()),
        [typeof(ushort)] = new ScalarCodec<ushort>(static (to, value) => to.Write(value), static from => from.ReadUInt16()),
        [typeof(int)] = new ScalarCodec<int>(static (to, value) => to.Write(value), static from => from.ReadInt32()),
        [typeof(uint)] = new ScalarCodec<uint>(static (to, value) => to.Write(value), static from => from.ReadUInt32()),
        [typeof(long)] = new ScalarCodec<long>(static (to, value) => to.Write(value), static from => from.ReadInt64()),
        [typeof(ulong)] = new ScalarCodec<ulong>(static (to, value) => to.Write(value), static from => from.ReadUInt64()),
    };

    /// <summary>That of a column's type; null where there is none.</summary>
    public static ColumnCodec? Of(DataViewType type)
        => Scalars.GetValueOrDefault(type is VectorDataViewType { ItemType: { } item } ? item.RawType : type.RawType) is { } scalar
            ? type is VectorDataViewType ? scalar.OfVectors() : scalar
            : null;

    /// <summary>Makes what writes the value of a row of data.</summary>
    public abstract Action<BinaryWriter> CreateWriter(DataViewRow row, DataViewSchema.Column column);

    /// <summary>Reads a value, into memory of its own: rows are scored on other threads, later.</summary>
    public abstract object Read(BinaryReader from);

    /// <summary>Makes the value of a model's column, for one thread.</summary>
    /// <param name="place">Its place among an input's values.</param>
    public abstract ColumnValue CreateValue(int place);

    /// <summary>That of vectors of these values; null for vectors.</summary>
    protected virtual ColumnCodec? OfVectors() => null;
}
