using System.Numerics;
using MlNetShallow.Kernels;

namespace MlNetShallow.Engines;

/// <summary>
/// The columns that a batch of sparse examples uses, in ascending order: their weights and the gradient of these as
/// (columns, units), the units of one column contiguous.
/// </summary>
internal sealed class PackedColumns<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The number of columns that are packed or handed over at a time.</summary>
    private const int ChunkColumns = 128;

    [ThreadStatic]
    private static int[]? positions;

    private readonly int _features;
    private readonly Threads _threads;
    private readonly int[] _positionOf;
    private readonly int[] _columns;
    private int _count;
    private long _nonZerosOfARow;
    private T[] _weights = [];
    private T[] _gradient = [];

    public PackedColumns(NetworkShape shape, Threads threads)
    {
        _features = shape.Inputs;
        _threads = threads;
        _positionOf = new int[_features];
        _columns = new int[_features];
        Units = NetworkHead<T>.FirstLayerUnits(shape);
        PaddedUnits = VectorKernels<T>.PaddedSparseUnits(Units);
    }

    public int Units { get; }

    public int PaddedUnits { get; }

    public ReadOnlySpan<T> Weights => _weights;

    public Span<T> Gradient => _gradient;

    /// <summary>About how many multiplications the product with some of the examples takes.</summary>
    public long Multiplications(int rows) => _nonZerosOfARow * rows * Units;

    /// <summary>Takes the columns of some examples, with their weights and a gradient of 0.</summary>
    public void Pack(NetworkParameters<T> parameters, SparseFeatureMatrix features, ReadOnlySpan<int> rows)
    {
        Find(features, rows);
        if (_weights.LongLength < (long)_count * PaddedUnits)
        {
            long capacity = Math.Min(_features, 2L * _count) * PaddedUnits;
            (_weights, _gradient) = (new T[capacity], new T[capacity]);
        }

        _threads.For((_count + ChunkColumns - 1) / ChunkColumns, (long)_count * Units, chunk =>
        {
            int start = chunk * ChunkColumns;
            ReadOnlySpan<int> columns = _columns.AsSpan(start, Math.Min(ChunkColumns, _count - start));
            Span<T> weights = _weights.AsSpan(start * PaddedUnits, columns.Length * PaddedUnits);
            for (int unit = 0; unit < Units; unit++)
            {
                ReadOnlySpan<T> w = parameters.Values.Slice(unit * _features, _features);
                for (int i = 0; i < columns.Length; i++)
                    weights[(i * PaddedUnits) + unit] = w[columns[i]];
            }

            _gradient.AsSpan(start * PaddedUnits, columns.Length * PaddedUnits).Clear();
        });
    }

    /// <summary>Where columns that were taken are; valid until the thread's next call.</summary>
    public ReadOnlySpan<int> Positions(ReadOnlySpan<int> columns)
    {
        if (positions is null || positions.Length < columns.Length)
            positions = new int[Math.Max(columns.Length, 256)];
        for (int i = 0; i < columns.Length; i++)
            positions[i] = _positionOf[columns[i]];
        return positions.AsSpan(0, columns.Length);
    }

    /// <summary>From which column to which a task of several goes that share the columns.</summary>
    public (int First, int End) Range(int task, int tasks)
    {
        return (Bound(task), Bound(task + 1));

        int Bound(int i) => i == tasks ? _features : i == 0 || _count == 0 ? 0 : _columns[(long)_count * i / tasks];
    }

    /// <summary>Hands the gradient over, with zeros for the columns that were not taken.</summary>
    public void Flush(IGradientSink<T> sink)
        => _threads.For((_features + ChunkColumns - 1) / ChunkColumns, (long)_features * Units, chunk =>
        {
            int start = chunk * ChunkColumns, length = Math.Min(ChunkColumns, _features - start);
            ReadOnlySpan<int> taken = _columns.AsSpan(0, _count);
            int first = SparseFeatureMatrix.FirstFrom(taken, start);
            ReadOnlySpan<int> columns = taken[first..SparseFeatureMatrix.FirstFrom(taken, start + length)];
            if (columns.IsEmpty && sink.IgnoresZeros)
                return;

            ReadOnlySpan<T> gradient = _gradient.AsSpan(first * PaddedUnits);
            Span<T> part = stackalloc T[ChunkColumns];
            part.Clear();
            for (int unit = 0; unit < Units; unit++)
            {
                for (int i = 0; i < columns.Length; i++)
                    part[columns[i] - start] = gradient[(i * PaddedUnits) + unit];
                sink.Accept((unit * _features) + start, part[..length]);
            }
        });

    /// <summary>Finds the columns that some examples use.</summary>
    private void Find(SparseFeatureMatrix features, ReadOnlySpan<int> rows)
    {
        long nonZeros = 0;
        foreach (int row in rows)
            nonZeros += features.Indices(row).Length;
        _nonZerosOfARow = rows.IsEmpty ? 0 : (nonZeros / rows.Length) + 1;

        _positionOf.AsSpan().Clear();
        if (nonZeros >= _features)
        {
            // Most columns are used; to look for the few others would cost more than they do.
            _positionOf.AsSpan().Fill(1);
        }
        else
        {
            foreach (int row in rows)
            {
                foreach (int column in features.Indices(row))
                    _positionOf[column] = 1;
            }
        }

        _count = 0;
        for (int column = 0; column < _features; column++)
        {
            if (_positionOf[column] == 0)
                continue;
            _positionOf[column] = _count;
            _columns[_count++] = column;
        }
    }
}
