using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlNetShallow.Scoring;

/// <summary>The values that an input column has in the rows of a block. For one thread.</summary>
internal abstract class BlockColumn
{
    /// <summary>A getter of the row that the block's reader stands on.</summary>
    public abstract Delegate Getter { get; }

    /// <summary>Whether values may be kept while the input moves on. ML.NET promises of primitive values that they may be
    /// copied without concern for who owns or changes them, and of vectors, which hold primitive values, that their getter
    /// writes into the caller's memory. A picture belongs to whoever disposes it.</summary>
    public static bool CanKeep(DataViewType type) => type is PrimitiveDataViewType or VectorDataViewType;

    /// <summary>Makes the block's part of one column.</summary>
    /// <param name="block">The block, which says what row its reader stands on.</param>
    /// <param name="input">What the values are read from.</param>
    /// <param name="column">A column whose values can be kept.</param>
    public static BlockColumn Create(ReadAheadCursor block, DataViewRow input, DataViewSchema.Column column)
    {
        Type type = column.Type is VectorDataViewType vector
            ? typeof(VectorBlockColumn<>).MakeGenericType(vector.ItemType.RawType)
            : typeof(BlockColumn<>).MakeGenericType(column.Type.RawType);
        return (BlockColumn)Activator.CreateInstance(
            type, BindingFlags.Public | BindingFlags.Instance | BindingFlags.DoNotWrapExceptions, null,
            [block, input, column], null)!;
    }

    /// <summary>Keeps the value of the row that the input stands on.</summary>
    /// <param name="row">The row's place in the block.</param>
    /// <returns>The value's size in bytes.</returns>
    public abstract long Read(int row);
}

/// <inheritdoc/>
internal class BlockColumn<T>(ReadAheadCursor block, ValueGetter<T> getInput) : BlockColumn
{
    private T[] _values = [];

    public BlockColumn(ReadAheadCursor block, DataViewRow input, DataViewSchema.Column column)
        : this(block, input.GetGetter<T>(column))
    {
    }

    public override Delegate Getter => (ValueGetter<T>)Get;

    public override long Read(int row)
    {
        if (row == _values.Length)
            Array.Resize(ref _values, 4 * (row + 1));
        getInput(ref _values[row]);
        return Bytes(in _values[row]);
    }

    protected virtual long Bytes(in T value) => Unsafe.SizeOf<T>();

    protected virtual void Copy(in T source, ref T destination) => destination = source;

    private void Get(ref T value)
    {
        if (block.RowInBlock is { } row)
        {
            Copy(in _values[row], ref value);
            return;
        }

        block.ThrowIfUnread(this);
        getInput(ref value);
    }
}

/// <summary>Vectors: each row of the block has memory of its own, which is used again in the next block.</summary>
internal sealed class VectorBlockColumn<T>(ReadAheadCursor block, DataViewRow input, DataViewSchema.Column column)
    : BlockColumn<VBuffer<T>>(block, input, column)
{
    protected override long Bytes(in VBuffer<T> value) => (long)value.GetValues().Length * Unsafe.SizeOf<T>();

    protected override void Copy(in VBuffer<T> source, ref VBuffer<T> destination) => source.CopyTo(ref destination);
}
