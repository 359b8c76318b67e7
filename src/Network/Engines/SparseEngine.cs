using System.Numerics;
using MlNetShallow.Kernels;

namespace MlNetShallow.Engines;

/// <summary>
/// The steps of <see cref="VectorizedEngine{T}"/> over sparse features. The columns that a batch uses make a small dense
/// problem, <see cref="PackedColumns{T}"/>, in which a non-zero finds its weights, or its part of the gradient, in one piece.
/// Each sum is taken by one thread, in the order of the non-zeros or of the examples, so results do not depend on how many
/// threads there are or on how the work is shared out.
/// </summary>
internal sealed class SparseEngine<T>(Threads threads)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The number of examples whose Z1 is held at a time.</summary>
    private const int BlockRows = 1024;

    /// <summary>The number of examples to a task.</summary>
    private const int PanelRows = 64;

    private Memory? _memory;

    public void Forward(NetworkParameters<T> parameters, SparseFeatureMatrix features, Span<T> logits)
    {
        int[] rows = [.. Enumerable.Range(0, features.Rows)];
        Memory memory = MemoryFor(parameters.Shape, Math.Min(rows.Length, BlockRows));
        memory.Columns.Pack(parameters, features, rows);
        for (int start = 0; start < rows.Length; start += BlockRows)
        {
            ReadOnlyMemory<int> block = rows.AsMemory(start, Math.Min(BlockRows, rows.Length - start));
            Span<T> z1 = FirstLayer(memory, features, block);
            memory.Head.Forward(parameters, z1, block.Length);
            memory.Head.CopyLogits(block.Length, logits[(start * parameters.Shape.Outputs)..]);
        }
    }

    /// <inheritdoc cref="IGradientEngine{T}.CostAndGradient"/>
    public double CostAndGradient(
        NetworkParameters<T> parameters,
        TrainingSet examples,
        SparseFeatureMatrix features,
        ReadOnlySpan<int> batch,
        IGradientSink<T> sink,
        DropoutMask dropout)
    {
        double m = examples.TotalWeight(batch), cost = 0;
        int[] rows = m > 0 ? batch.ToArray() : [];
        Memory memory = MemoryFor(parameters.Shape, Math.Min(rows.Length, BlockRows));
        memory.Columns.Pack(parameters, features, rows);
        for (int start = 0; start < rows.Length; start += BlockRows)
        {
            ReadOnlyMemory<int> block = rows.AsMemory(start, Math.Min(BlockRows, rows.Length - start));
            Span<T> z1 = FirstLayer(memory, features, block);
            cost += memory.Head.CostAndGradient(parameters, z1, examples, block.Span, m, dropout);
            AddFirstLayerGradient(memory, features, block);
        }

        memory.Columns.Flush(sink);
        memory.Head.Flush(sink);
        return cost;
    }

    /// <summary>W1·X (n1, rows) of a block of examples.</summary>
    private Span<T> FirstLayer(Memory memory, SparseFeatureMatrix features, ReadOnlyMemory<int> block)
    {
        PackedColumns<T> columns = memory.Columns;
        threads.For((block.Length + PanelRows - 1) / PanelRows, columns.Multiplications(block.Length), panel =>
        {
            int end = Math.Min(block.Length, (panel + 1) * PanelRows);
            for (int i = panel * PanelRows; i < end; i++)
            {
                int row = block.Span[i];
                VectorKernels<T>.SparseDot(
                    columns.Positions(features.Indices(row)), features.Values(row), columns.Weights, columns.PaddedUnits,
                    memory.Row(i));
            }
        });
        return memory.ToZ1(block.Length);
    }

    /// <summary>dW1 += dZ1·Xᵀ over a block of examples, each column by one thread.</summary>
    private void AddFirstLayerGradient(Memory memory, SparseFeatureMatrix features, ReadOnlyMemory<int> block)
    {
        memory.FromZ1(block.Length);
        PackedColumns<T> columns = memory.Columns;
        // More tasks than threads, as some columns have many more non-zeros than others.
        int tasks = threads.Count == 1 ? 1 : 4 * threads.Count;
        threads.For(tasks, columns.Multiplications(block.Length), task =>
        {
            (int first, int end) = columns.Range(task, tasks);
            for (int i = 0; i < block.Length; i++)
            {
                int row = block.Span[i];
                ReadOnlySpan<int> indices = features.Indices(row);
                int from = SparseFeatureMatrix.FirstFrom(indices, first), to = SparseFeatureMatrix.FirstFrom(indices, end);
                VectorKernels<T>.AddSparseProducts(
                    columns.Positions(indices[from..to]), features.Values(row)[from..to], memory.Row(i), columns.PaddedUnits,
                    columns.Gradient);
            }
        });
    }

    private Memory MemoryFor(NetworkShape shape, int rows)
    {
        if (_memory is null || _memory.Shape != shape || _memory.Rows < rows)
            _memory = new Memory(shape, rows, new PackedColumns<T>(shape, threads));
        return _memory;
    }

    /// <summary>The working memory for one network and blocks of up to a number of examples.</summary>
    private sealed class Memory(NetworkShape shape, int rows, PackedColumns<T> columns)
    {
        private readonly T[] _byRow = new T[rows * columns.PaddedUnits];
        private readonly T[] _z1 = new T[rows * columns.Units];

        public NetworkShape Shape => shape;

        public int Rows => rows;

        public PackedColumns<T> Columns => columns;

        public NetworkHead<T> Head { get; } = new(shape, rows);

        /// <summary>W1·x of one example, later its dZ1 (padded units).</summary>
        public Span<T> Row(int row) => _byRow.AsSpan(row * columns.PaddedUnits, columns.PaddedUnits);

        /// <summary>W1·X as (units, rows).</summary>
        public Span<T> ToZ1(int rows)
        {
            for (int row = 0; row < rows; row++)
            {
                Span<T> z = Row(row);
                for (int unit = 0; unit < columns.Units; unit++)
                    _z1[(unit * rows) + row] = z[unit];
            }

            return _z1.AsSpan(0, rows * columns.Units);
        }

        /// <summary>dZ1, which stands where Z1 was, back to one example after the other.</summary>
        public void FromZ1(int rows)
        {
            for (int row = 0; row < rows; row++)
            {
                Span<T> d = Row(row);
                for (int unit = 0; unit < columns.Units; unit++)
                    d[unit] = _z1[(unit * rows) + row];
            }
        }
    }
}
