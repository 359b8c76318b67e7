using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using MlNetShallow.Kernels;

namespace MlNetShallow;

/// <summary>Dense features of one type. Grows by blocks of rows, so that no growth copies what is there already.</summary>
/// <typeparam name="TElement"><see cref="byte"/>, <see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class FeatureMatrix<TElement> : FeatureMatrix
    where TElement : unmanaged, INumber<TElement>
{
    private const int BlockBytes = 1 << 20;

    private readonly List<AlignedBuffer<TElement>> _blocks = [];
    private readonly int _rowsPerBlock;
    private readonly int[]? _selected;
    private int _rows;

    internal FeatureMatrix(int columns)
        : base(columns)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 1);
        if (typeof(TElement) != typeof(byte) && typeof(TElement) != typeof(float) && typeof(TElement) != typeof(double))
            throw new NotSupportedException($"Features are bytes, single or double, not {typeof(TElement).Name}.");
        _rowsPerBlock = (int)Math.Max(1, BlockBytes / ((long)columns * Unsafe.SizeOf<TElement>()));
    }

    /// <summary>Some of another matrix's examples, where they are.</summary>
    private FeatureMatrix(FeatureMatrix<TElement> source, int[] rows)
        : base(source.Columns)
    {
        (_blocks, _rowsPerBlock, _rows) = (source._blocks, source._rowsPerBlock, rows.Length);
        _selected = source._selected is { } places ? Array.ConvertAll(rows, row => places[row]) : rows;
    }

    /// <inheritdoc/>
    public override int Rows => _rows;

    /// <inheritdoc/>
    public override double Scale => ScaleOf<TElement>();

    /// <summary>Appends an example.</summary>
    /// <returns>Its features, to be written: zeros, or after <see cref="Clear"/> what an example held before.</returns>
    public Span<TElement> AddRow()
    {
        if (_rows == _blocks.Count * (long)_rowsPerBlock)
            _blocks.Add(new(_rowsPerBlock * Columns));
        return WritableRow(_rows++);
    }

    /// <summary>Removes all examples and keeps their memory for those to come.</summary>
    public void Clear() => _rows = 0;

    /// <summary>The features of one example.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    public ReadOnlySpan<TElement> Row(int row)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)row, (uint)_rows, nameof(row));
        return WritableRow(row);
    }

    internal override bool HoldsBytes => typeof(TElement) == typeof(byte);

    internal override ReadOnlySpan<byte> Bytes(int row) => HoldsBytes ? MemoryMarshal.AsBytes(Row(row)) : base.Bytes(row);

    internal override bool IsFinite()
    {
        for (int row = 0; row < _rows; row++)
        {
            if (!TensorPrimitives.IsFiniteAll(Row(row)))
                return false;
        }

        return true;
    }

    internal override FeatureMatrix Select(int[] rows) => new FeatureMatrix<TElement>(this, rows);

    internal override void CopyRow<T>(int row, int column, Span<T> destination)
        => Widening.Convert(Row(row).Slice(column, destination.Length), destination);

    private Span<TElement> WritableRow(int row)
    {
        int place = _selected is null ? row : _selected[row];
        return _blocks[place / _rowsPerBlock].Span.Slice(place % _rowsPerBlock * Columns, Columns);
    }

    /// <summary>Some examples' features from one on, where they stand.</summary>
    internal readonly ref struct Part(FeatureMatrix<TElement> matrix, ReadOnlySpan<int> rows, int start) : IRows<TElement>
    {
        private readonly ReadOnlySpan<int> _rows = rows;

        public ref readonly TElement this[int row] => ref matrix.WritableRow(_rows[row])[start];

        public static bool IsReadBySlices => true;
    }
}
