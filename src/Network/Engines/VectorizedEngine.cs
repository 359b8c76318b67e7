using System.Collections.Concurrent;
using System.Numerics;
using MlNetShallow.Kernels;

namespace MlNetShallow.Engines;

/// <summary>
/// The fast engine: blocked products over slices of the features, on several threads. The features are read from memory
/// once forward and once backward a step, bytes are widened in the cache, and each part of W1's gradient goes to its sink
/// while it is there. Sparse features cost what their non-zeros cost: <see cref="SparseEngine{T}"/>. Results do not depend on
/// the number of threads. In double precision it agrees with <see cref="ReferenceEngine"/> to the last digits.
/// </summary>
/// <remarks>Keeps its working memory from step to step, so it serves one training at a time; not thread-safe.</remarks>
/// <typeparam name="T"><see cref="float"/>, which is what applications use, or <see cref="double"/>.</typeparam>
public sealed class VectorizedEngine<T> : INetworkEngine<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The number of examples whose Z1 is held at a time.</summary>
    private const int BlockRows = 256;

    /// <summary>The number of examples that a slice of W1 is multiplied with before the next slice's turn.</summary>
    private const int PanelRows = 64;

    /// <summary>The number of examples that are widened at a time: few enough for the copy to stay in the first-level
    /// cache.</summary>
    private const int WidenedRows = 16;

    [ThreadStatic]
    private static AlignedBuffer<T>? _panel;

    private readonly SparseEngine<T> _sparse;
    private readonly ConcurrentBag<BlockMemory<T>> _idle = [];
    private BlockMemory<T>? _memory;

    /// <summary>Makes an engine.</summary>
    /// <param name="numberOfThreads">The number of threads; 0 for one a processor.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="numberOfThreads"/> is negative.</exception>
    public VectorizedEngine(int numberOfThreads = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(numberOfThreads);
        Threads = new Threads(numberOfThreads);
        _sparse = new SparseEngine<T>(Threads);
    }

    internal Threads Threads { get; }

    /// <inheritdoc/>
    public void Forward(NetworkParameters<T> parameters, FeatureMatrix features, Span<T> logits)
    {
        EngineArguments.Check(parameters, features, logits);
        if (features is SparseFeatureMatrix sparse)
        {
            _sparse.Forward(parameters, sparse, logits);
            return;
        }

        // A thread that has blocks of its own waits for no other; where there are too few, all threads share each of them.
        NetworkShape shape = parameters.Shape;
        int blocks = (features.Rows + BlockRows - 1) / BlockRows;
        var (across, within) = blocks >= 2 * Threads.Count ? (Threads, Threads.One) : (Threads.One, Threads);
        if (parameters.PackedW1 is not { } weights)
        {
            weights = MemoryFor(shape, 0).Weights;
            weights.Pack(parameters, Threads);
        }

        var result = new T[logits.Length];
        across.For(blocks, (long)features.Rows * features.Columns * NetworkHead<T>.FirstLayerUnits(shape), i =>
        {
            int[] block = Block(i * BlockRows, features.Rows);
            if (!_idle.TryTake(out var memory) || !memory.Fits(shape, block.Length))
                memory = new BlockMemory<T>(shape, block.Length);
            Span<T> z1 = FirstLayer(memory, weights, features, block, within);
            memory.Head.Forward(parameters, z1, block.Length);
            memory.Head.CopyLogits(block.Length, result.AsSpan(block[0] * shape.Outputs));
            _idle.Add(memory);
        });
        result.CopyTo(logits);
    }

    /// <inheritdoc/>
    public double CostAndGradient(
        NetworkParameters<T> parameters,
        TrainingSet examples,
        ReadOnlySpan<int> batch,
        IGradientSink<T> sink,
        DropoutMask dropout = default)
    {
        EngineArguments.Check(parameters, examples);
        ArgumentNullException.ThrowIfNull(sink);
        if (examples.Features is SparseFeatureMatrix sparse)
            return _sparse.CostAndGradient(parameters, examples, sparse, batch, sink, dropout);

        BlockMemory<T> memory = MemoryFor(parameters.Shape, Math.Min(batch.Length, BlockRows));
        double m = examples.TotalWeight(batch), cost = 0;
        if (m == 0)
            batch = [];
        var (weights, unpacked) = Weights(parameters, memory);
        for (int start = 0; start == 0 || start < batch.Length; start += BlockRows)
        {
            int[] block = batch.Slice(start, Math.Min(BlockRows, batch.Length - start)).ToArray();
            Span<T> z1 = FirstLayer(memory, weights, examples.Features, block, Threads, start == 0 ? unpacked : null);
            cost += memory.Head.CostAndGradient(parameters, z1, examples, block, m, dropout);
            memory.SpreadD(z1, block.Length, T.CreateTruncating(examples.Features.Scale));
            AddFirstLayerGradient(memory, examples.Features, block, start == 0, start + BlockRows >= batch.Length ? sink : null);
        }

        memory.Head.Flush(sink);
        return cost;
    }

    /// <summary>scale · W1·X (n1, m) of all examples.</summary>
    internal T[] Products(NetworkParameters<T> parameters, FeatureMatrix features)
    {
        int m = features.Rows;
        BlockMemory<T> memory = MemoryFor(parameters.Shape, Math.Min(m, BlockRows));
        var (weights, unpacked) = Weights(parameters, memory);
        var products = new T[memory.Units * m];
        for (int start = 0; start < m; start += BlockRows)
        {
            int[] block = Block(start, m);
            Span<T> z1 = FirstLayer(memory, weights, features, block, Threads, start == 0 ? unpacked : null);
            for (int unit = 0; unit < memory.Units; unit++)
                z1.Slice(unit * block.Length, block.Length).CopyTo(products.AsSpan((unit * m) + start));
        }

        return products;
    }

    /// <summary>Hands scale · C·Xᵀ, for C (n1, m), over as if it were the first layer's gradient.</summary>
    internal void Combine(NetworkShape shape, FeatureMatrix features, T[] coefficients, IGradientSink<T> sink)
    {
        int m = features.Rows;
        BlockMemory<T> memory = MemoryFor(shape, Math.Min(m, BlockRows));
        for (int start = 0; start < m; start += BlockRows)
        {
            int[] block = Block(start, m);
            var part = new T[memory.Units * block.Length];
            for (int unit = 0; unit < memory.Units; unit++)
                coefficients.AsSpan((unit * m) + start, block.Length).CopyTo(part.AsSpan(unit * block.Length));
            memory.SpreadD(part, block.Length, T.CreateTruncating(features.Scale));
            AddFirstLayerGradient(memory, features, block, start == 0, start + BlockRows >= m ? sink : null);
        }
    }

    /// <summary>scale · W1·X (n1, rows) of a block of examples, after W1 was packed if it is not yet.</summary>
    private static Span<T> FirstLayer(
        BlockMemory<T> memory, PackedWeights<T> weights, FeatureMatrix features, int[] block, Threads threads,
        NetworkParameters<T>? unpacked = null)
    {
        int slices = memory.Slices.Count, units = memory.Units;

        // Each slice is packed just before its use, to be in the core's second-level cache, if there are enough for the threads
        // without cutting the examples into panels too.
        bool packsInTurn = unpacked is not null && slices >= 4 * threads.Count;
        if (!packsInTurn && unpacked is not null)
            weights.Pack(unpacked, threads);
        int panelRows = packsInTurn ? BlockRows : PanelRows, panels = (block.Length + panelRows - 1) / panelRows;
        threads.For(panels * slices, (long)block.Length * features.Columns * units, task =>
        {
            // A panel's slices follow each other, as they do in memory.
            int first = task / slices * panelRows, slice = task % slices, rows = Math.Min(panelRows, block.Length - first);
            if (packsInTurn)
                weights.Pack(unpacked!, slice);
            Multiply(memory, weights.Slice(slice), features, block.AsSpan(first, rows), slice, memory.Products(slice, first));
        });
        return memory.SumOfProducts(block.Length, T.CreateTruncating(features.Scale));
    }

    /// <summary>z (rows, units) = a slice of W1·X, of the features where they stand or, where the slice is no whole number of
    /// vectors or the features are of a third type, of a padded and widened copy. Both give the same bits.</summary>
    private static void Multiply(
        BlockMemory<T> memory, ReadOnlySpan<T> w, FeatureMatrix features, ReadOnlySpan<int> rows, int slice, Span<T> z)
    {
        int start = FeatureSlices<T>.Start(slice), length = memory.Slices.PaddedLength(slice), units = memory.Units;
        bool isWhole = memory.Slices.Length(slice) == length;
        if (isWhole && features is FeatureMatrix<byte> bytes)
        {
            VectorKernels<T>.Dot<FeatureMatrix<byte>.Part, byte>(
                new(bytes, rows, start), rows.Length, w, length, units, length, z, units);
        }
        else if (isWhole && features is FeatureMatrix<T> same)
        {
            VectorKernels<T>.Dot<FeatureMatrix<T>.Part, T>(
                new(same, rows, start), rows.Length, w, length, units, length, z, units);
        }
        else
        {
            for (int first = 0; first < rows.Length; first += WidenedRows)
            {
                ReadOnlySpan<int> few = rows.Slice(first, Math.Min(WidenedRows, rows.Length - first));
                Span<T> x = Widen(features, few, slice, memory.Slices);
                VectorKernels<T>.Dot(x, few.Length, w, length, units, length, z[(first * units)..], units);
            }
        }
    }

    /// <summary>dW1 += D·Xᵀ over a block of examples, each slice by one thread, which clears it before the first block and
    /// hands it over after the last.</summary>
    private void AddFirstLayerGradient(
        BlockMemory<T> memory, FeatureMatrix features, int[] block, bool isFirst, IGradientSink<T>? sink)
    {
        memory.AllocateGradient();
        long work = Math.Max((long)block.Length * features.Columns * memory.Units, memory.Shape.ParameterCount);
        Threads.For(memory.Slices.Count, work, slice =>
        {
            int length = memory.Slices.PaddedLength(slice);
            Span<T> gradient = memory.Gradient(slice);
            if (isFirst)
                gradient.Clear();
            for (int first = 0; first < block.Length; first += WidenedRows)
            {
                int rows = Math.Min(WidenedRows, block.Length - first);
                ReadOnlySpan<T> x = Widen(features, block.AsSpan(first, rows), slice, memory.Slices);
                if (sink is not null)
                    memory.Prefetch(slice, first, first + rows, block.Length, sink);
                VectorKernels<T>.AddOuterProducts(memory.D(first), memory.PaddedUnits, x, length, rows, gradient);
            }

            if (sink is not null)
                memory.Flush(slice, sink);
        });
    }

    /// <summary>A slice of some examples' stored features (rows, padded length), zeros after the slice.</summary>
    private static Span<T> Widen(FeatureMatrix features, ReadOnlySpan<int> rows, int slice, FeatureSlices<T> slices)
    {
        int start = FeatureSlices<T>.Start(slice), length = slices.Length(slice), padded = slices.PaddedLength(slice);
        Span<T> x = (_panel ??= new(WidenedRows * VectorKernels<T>.PaddedLength(FeatureSlices<T>.MaximumLength))).Span;
        for (int i = 0; i < rows.Length; i++)
            features.CopyPadded(rows[i], start, length, x.Slice(i * padded, padded));
        return x;
    }

    /// <summary>The examples of a block, from the first on.</summary>
    private static int[] Block(int start, int rows) => [.. Enumerable.Range(start, Math.Min(BlockRows, rows - start))];

    /// <summary>W1 as it was packed for good, or else room for it and what to pack.</summary>
    private static (PackedWeights<T> Weights, NetworkParameters<T>? Unpacked) Weights(
        NetworkParameters<T> parameters, BlockMemory<T> memory)
        => parameters.PackedW1 is { } packed ? (packed, null) : (memory.Weights, parameters);

    private BlockMemory<T> MemoryFor(NetworkShape shape, int rows)
        => _memory?.Fits(shape, rows) == true ? _memory : _memory = new BlockMemory<T>(shape, rows);
}
