using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace MlNetShallow;

/// <summary>
/// Sparse features of single precision: of each example only the non-zeros and their columns (compressed rows). Memory, a step
/// of training and scoring cost what the non-zeros cost. Grows by blocks, so that no growth copies what is there already.
/// </summary>
public sealed class SparseFeatureMatrix : FeatureMatrix
{
    /// <summary>The number of non-zeros to a block of 1 MB; a longer row gets a block of its own.</summary>
    private const int BlockLength = 1 << 17;

    private readonly List<Block> _blocks = [];
    private readonly List<Extent> _rows = [];
    private int _free;

    internal SparseFeatureMatrix(int columns)
        : base(columns)
        => ArgumentOutOfRangeException.ThrowIfLessThan(columns, 1);

    /// <inheritdoc/>
    public override int Rows => _rows.Count;

    /// <summary>The number of values that are stored.</summary>
    public long NonZeros { get; private set; }

    /// <inheritdoc/>
    public override double Scale => 1;

    /// <summary>Appends an example given by its non-zeros, which are copied. A value of 0 among them is allowed.</summary>
    /// <param name="indices">The columns of the non-zeros, each larger than the one before it.</param>
    /// <param name="values">Their values.</param>
    /// <exception cref="ArgumentException">The lengths differ, or the columns do not ascend or are not in 0 … n0 − 1.</exception>
    public void AddRow(ReadOnlySpan<int> indices, ReadOnlySpan<float> values)
    {
        CheckRow(indices, values.Length, Columns);
        Block block = Append(values.Length, out int start);
        indices.CopyTo(block.Indices.AsSpan(start));
        values.CopyTo(block.Values.AsSpan(start));
    }

    /// <summary>Appends an example given by all its features, of which the non-zeros are stored.</summary>
    /// <param name="features">n0 features.</param>
    /// <exception cref="ArgumentException">The number of features is another.</exception>
    public void AddDenseRow(ReadOnlySpan<float> features)
    {
        if (features.Length != Columns)
            throw new ArgumentException($"A row has {Columns} features, not {features.Length}.", nameof(features));
        int length = features.Length - System.MemoryExtensions.Count(features, 0f);
        Block block = Append(length, out int next);
        for (int column = 0; column < features.Length; column++)
        {
            if (features[column] != 0)
                (block.Indices[next], block.Values[next++]) = (column, features[column]);
        }
    }

    /// <summary>The columns of an example's non-zeros, ascending.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    public ReadOnlySpan<int> Indices(int row)
    {
        Extent extent = _rows[row];
        return _blocks[extent.Block].Indices.AsSpan(extent.Start, extent.Length);
    }

    /// <summary>The values of an example's non-zeros, in the order of <see cref="Indices"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    public ReadOnlySpan<float> Values(int row)
    {
        Extent extent = _rows[row];
        return _blocks[extent.Block].Values.AsSpan(extent.Start, extent.Length);
    }

    /// <summary>The same examples in dense form.</summary>
    public FeatureMatrix<float> ToDense()
    {
        var dense = Create<float>(Columns);
        for (int row = 0; row < Rows; row++)
            CopyRow(row, 0, dense.AddRow());
        return dense;
    }

    internal override bool IsFinite()
    {
        for (int row = 0; row < Rows; row++)
        {
            if (!Values(row).IsEmpty && !TensorPrimitives.IsFiniteAll(Values(row)))
                return false;
        }

        return true;
    }

    /// <summary>The same examples, each column times a factor. The columns of the non-zeros are shared, not copied.</summary>
    internal SparseFeatureMatrix ScaleColumns(float[] factors)
    {
        var scaled = new SparseFeatureMatrix(Columns);
        foreach (Block block in _blocks)
        {
            var values = new float[block.Values.Length];
            for (int i = 0; i < values.Length; i++)
                values[i] = block.Values[i] * factors[block.Indices[i]];
            scaled._blocks.Add(new Block(block.Indices, values));
        }

        scaled._rows.AddRange(_rows);
        scaled.NonZeros = NonZeros;
        scaled._free = _free;
        return scaled;
    }

    /// <summary>The same examples, each column less an offset times a factor.</summary>
    /// <param name="centred">The columns whose offset is not 0, ascending. In the copy all their values are stored.</param>
    /// <param name="offsets">The offset of each column.</param>
    /// <param name="factors">The factor of each column.</param>
    internal SparseFeatureMatrix CentreColumns(int[] centred, float[] offsets, float[] factors)
    {
        var scaled = new SparseFeatureMatrix(Columns);
        var indices = new List<int>();
        var values = new List<float>();
        for (int row = 0; row < Rows; row++)
        {
            indices.Clear();
            values.Clear();
            int next = 0;
            ReadOnlySpan<int> given = Indices(row);
            for (int i = 0; i < given.Length; i++)
            {
                AddZerosBefore(given[i]);
                if (next < centred.Length && centred[next] == given[i])
                    next++;
                Add(given[i], Values(row)[i]);
            }

            AddZerosBefore(Columns);
            scaled.AddRow(CollectionsMarshal.AsSpan(indices), CollectionsMarshal.AsSpan(values));

            void AddZerosBefore(int column)
            {
                for (; next < centred.Length && centred[next] < column; next++)
                    Add(centred[next], 0);
            }
        }

        return scaled;

        void Add(int column, float x)
        {
            indices.Add(column);
            values.Add((x - offsets[column]) * factors[column]);
        }
    }

    internal override FeatureMatrix Select(int[] rows)
    {
        var selected = new SparseFeatureMatrix(Columns);
        selected._blocks.AddRange(_blocks);
        foreach (int row in rows)
        {
            selected._rows.Add(_rows[row]);
            selected.NonZeros += _rows[row].Length;
        }

        // A row added later goes to a new block, not into one that is another's too.
        selected._free = _blocks.Count == 0 ? 0 : _blocks[^1].Values.Length;
        return selected;
    }

    internal override void CopyRow<T>(int row, int column, Span<T> destination)
    {
        destination.Clear();
        ReadOnlySpan<int> indices = Indices(row);
        ReadOnlySpan<float> values = Values(row);
        for (int i = FirstFrom(indices, column); i < indices.Length && indices[i] - column < destination.Length; i++)
            destination[indices[i] - column] = T.CreateTruncating(values[i]);
    }

    /// <summary>The position of the first of some ascending numbers that is not less than a given one.</summary>
    internal static int FirstFrom(ReadOnlySpan<int> ascending, int value)
    {
        int position = ascending.BinarySearch(value);
        return position < 0 ? ~position : position;
    }

    /// <summary>The check of an example given by its non-zeros.</summary>
    internal static void CheckRow(ReadOnlySpan<int> indices, int values, int columns)
    {
        if (indices.Length != values)
            throw new ArgumentException($"There are {indices.Length} indices for {values} values.", nameof(indices));
        int previous = -1;
        foreach (int index in indices)
        {
            if ((uint)index >= (uint)columns)
                throw new ArgumentException($"An index is {index}; indices are 0 to {columns - 1}.", nameof(indices));
            if (index <= previous)
                throw new ArgumentException($"Index {index} follows {previous}; indices ascend.", nameof(indices));
            previous = index;
        }
    }

    private Block Append(int length, out int start)
    {
        if (_blocks.Count == 0 || length > _blocks[^1].Values.Length - _free)
        {
            _blocks.Add(new Block(Math.Max(length, BlockLength)));
            _free = 0;
        }

        start = _free;
        _rows.Add(new Extent(_blocks.Count - 1, start, length));
        _free += length;
        NonZeros += length;
        return _blocks[^1];
    }

    private sealed class Block(int[] indices, float[] values)
    {
        public Block(int length)
            : this(new int[length], new float[length])
        {
        }

        public int[] Indices => indices;

        public float[] Values => values;
    }

    /// <summary>Where a row's non-zeros are.</summary>
    private readonly record struct Extent(int Block, int Start, int Length);
}
