using System.Numerics;
using System.Numerics.Tensors;
using MlNetShallow.Kernels;

namespace MlNetShallow.Engines;

/// <summary>
/// The fast engine: blocked products over slices of the features, on several threads. The features are read from memory
/// once forward and once backward a step, bytes are widened in the cache, and each part of W1's gradient goes to its sink
/// while it is there. Sparse features cost what their non-zeros cost: <see cref="SparseEngine{T}"/>. Results do not hang on
/// the number of threads. In double precision it agrees with <see cref="ReferenceEngine"/> to the last digits.
/// </summary>
/// <remarks>Keeps its working memory from step to step, so it serves one training at a time; not thread-safe.</remarks>
/// <typeparam name="T"><see cref="float"/>, which is what applications use, or <see cref="double"/>.</typeparam>
public sealed class VectorizedEngine<T> : INetworkEngine<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The number of examples whose Z1 is held at a time.</summary>
    private const int BlockRows = 256;

    /// <summary>The number of examples that are widened at a time.</summary>
    private const int PanelRows = 64;

    [ThreadStatic]
    private static T[]? panel;

    private readonly SparseEngine<T> _sparse;
    private Memory? _memory;

    /// <summary>Makes an engine.</summary>
    /// <param name="numberOfThreads">The number of threads; 0 for one a processor.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="numberOfThreads"/> is negative.</exception>
    public VectorizedEngine(int numberOfThreads = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(numberOfThreads);
        Threads = new Threads(numberOfThreads == 0 ? Environment.ProcessorCount : numberOfThreads);
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

        Memory memory = MemoryFor(parameters.Shape, Math.Min(features.Rows, BlockRows));
        for (int start = 0; start < features.Rows; start += BlockRows)
        {
            int[] block = [.. Enumerable.Range(start, Math.Min(BlockRows, features.Rows - start))];
            Span<T> z1 = FirstLayer(memory, parameters, features, block);
            memory.Head.Forward(parameters, z1, block.Length).CopyTo(logits[start..]);
        }
    }

    /// <inheritdoc/>
    public double CostAndGradient(
        NetworkParameters<T> parameters, TrainingSet examples, ReadOnlySpan<int> batch, IGradientSink<T> sink)
    {
        EngineArguments.Check(parameters, examples);
        ArgumentNullException.ThrowIfNull(sink);
        if (examples.Features is SparseFeatureMatrix sparse)
            return _sparse.CostAndGradient(parameters, examples, sparse, batch, sink);

        Memory memory = MemoryFor(parameters.Shape, Math.Min(batch.Length, BlockRows));
        memory.ClearGradient();
        double m = examples.TotalWeight(batch), cost = 0;
        for (int start = 0; start < batch.Length && m > 0; start += BlockRows)
        {
            int[] block = batch.Slice(start, Math.Min(BlockRows, batch.Length - start)).ToArray();
            Span<T> z1 = FirstLayer(memory, parameters, examples.Features, block);
            memory.Head.Forward(parameters, z1, block.Length);
            cost += memory.Head.Backward(parameters, z1, examples, block, m);
            memory.SpreadD(z1, block.Length, T.CreateTruncating(examples.Features.Scale));
            AddFirstLayerGradient(memory, examples.Features, block);
        }

        Threads.For(memory.Slices.Count, memory.Shape.ParameterCount, slice => memory.FlushSlice(slice, sink));
        memory.Head.Flush(sink);
        return cost;
    }

    /// <summary>scale · W1·X (n1, m) of all examples.</summary>
    internal T[] Products(NetworkParameters<T> parameters, FeatureMatrix features)
    {
        int m = features.Rows;
        Memory memory = MemoryFor(parameters.Shape, Math.Min(m, BlockRows));
        var products = new T[memory.Units * m];
        for (int start = 0; start < m; start += BlockRows)
        {
            int[] block = [.. Enumerable.Range(start, Math.Min(BlockRows, m - start))];
            Span<T> z1 = FirstLayer(memory, parameters, features, block);
            for (int unit = 0; unit < memory.Units; unit++)
                z1.Slice(unit * block.Length, block.Length).CopyTo(products.AsSpan((unit * m) + start));
        }

        return products;
    }

    /// <summary>Hands scale · C·Xᵀ, for C (n1, m), over as if it were the first layer's gradient.</summary>
    internal void Combine(NetworkShape shape, FeatureMatrix features, T[] coefficients, IGradientSink<T> sink)
    {
        int m = features.Rows;
        Memory memory = MemoryFor(shape, Math.Min(m, BlockRows));
        memory.ClearGradient();
        for (int start = 0; start < m; start += BlockRows)
        {
            int[] block = [.. Enumerable.Range(start, Math.Min(BlockRows, m - start))];
            var part = new T[memory.Units * block.Length];
            for (int unit = 0; unit < memory.Units; unit++)
                coefficients.AsSpan((unit * m) + start, block.Length).CopyTo(part.AsSpan(unit * block.Length));
            memory.SpreadD(part, block.Length, T.CreateTruncating(features.Scale));
            AddFirstLayerGradient(memory, features, block);
        }

        Threads.For(memory.Slices.Count, memory.Shape.ParameterCount, slice => memory.FlushSlice(slice, sink));
    }

    /// <summary>scale · W1·X (n1, rows) of a block of examples.</summary>
    private Span<T> FirstLayer(Memory memory, NetworkParameters<T> parameters, FeatureMatrix features, int[] block)
    {
        int panels = (block.Length + PanelRows - 1) / PanelRows, units = memory.Units;
        Threads.For(memory.Slices.Count * panels, (long)block.Length * features.Columns * units, task =>
        {
            int slice = task / panels, first = task % panels * PanelRows, rows = Math.Min(PanelRows, block.Length - first);
            int length = memory.Slices.PaddedLength(slice);
            ReadOnlySpan<T> x = Widen(features, block.AsSpan(first, rows), slice, memory.Slices);
            ReadOnlySpan<T> w = parameters.PaddedFrom(FeatureSlices<T>.Start(slice));
            VectorKernels<T>.Dot(x, rows, w, features.Columns, units, length, memory.Products(slice, first), units);
        });
        return memory.SumOfProducts(block.Length, T.CreateTruncating(features.Scale));
    }

    /// <summary>dW1 += D·Xᵀ over a block of examples, each slice by one thread.</summary>
    private void AddFirstLayerGradient(Memory memory, FeatureMatrix features, int[] block)
        => Threads.For(memory.Slices.Count, (long)block.Length * features.Columns * memory.Units, slice =>
        {
            int length = memory.Slices.PaddedLength(slice);
            for (int first = 0; first < block.Length; first += PanelRows)
            {
                int rows = Math.Min(PanelRows, block.Length - first);
                ReadOnlySpan<T> x = Widen(features, block.AsSpan(first, rows), slice, memory.Slices);
                VectorKernels<T>.AddOuterProducts(memory.D(first), memory.PaddedUnits, x, length, rows, memory.Gradient(slice));
            }
        });

    /// <summary>A slice of some examples' stored features (rows, padded length), zeros after the slice.</summary>
    private static Span<T> Widen(FeatureMatrix features, ReadOnlySpan<int> rows, int slice, FeatureSlices<T> slices)
    {
        int start = FeatureSlices<T>.Start(slice), length = slices.Length(slice), padded = slices.PaddedLength(slice);
        Span<T> x = panel ??= new T[PanelRows * VectorKernels<T>.PaddedLength(FeatureSlices<T>.MaximumLength)];
        for (int i = 0; i < rows.Length; i++)
        {
            features.CopyRow(rows[i], start, x.Slice(i * padded, length));
            x.Slice((i * padded) + length, padded - length).Clear();
        }

        return x;
    }

    private Memory MemoryFor(NetworkShape shape, int rows)
    {
        if (_memory is null || _memory.Shape != shape || _memory.Rows < rows)
            _memory = new Memory(shape, rows);
        return _memory;
    }

    /// <summary>The working memory for one network and blocks of up to a number of examples.</summary>
    private sealed class Memory
    {
        private readonly T[] _products;
        private readonly T[] _z1;
        private readonly T[] _d;
        private T[] _gradient = [];

        public Memory(NetworkShape shape, int rows)
        {
            (Shape, Rows) = (shape, rows);
            Slices = new FeatureSlices<T>(shape.Inputs);
            Units = NetworkHead<T>.FirstLayerUnits(shape);
            PaddedUnits = VectorKernels<T>.PaddedUnits(Units);
            Head = new NetworkHead<T>(shape, rows);
            _products = new T[Slices.Count * rows * Units];
            _z1 = new T[rows * Units];
            _d = new T[rows * PaddedUnits];
        }

        public NetworkShape Shape { get; }

        public int Rows { get; }

        public FeatureSlices<T> Slices { get; }

        public int Units { get; }

        public int PaddedUnits { get; }

        public NetworkHead<T> Head { get; }

        private int SliceGradientLength => PaddedUnits * Slices.PaddedLength(0);

        /// <summary>The products of a slice (rows, units), from a row on.</summary>
        public Span<T> Products(int slice, int row) => _products.AsSpan(((slice * Rows) + row) * Units);

        /// <summary>D (rows, padded units), from a row on.</summary>
        public Span<T> D(int row) => _d.AsSpan(row * PaddedUnits);

        /// <summary>The gradient of a slice (padded units, padded length).</summary>
        public Span<T> Gradient(int slice) => _gradient.AsSpan(slice * SliceGradientLength, SliceGradientLength);

        /// <summary>Z1 (units, rows) = scale · Σ over the slices of their products (rows, units), in their order.</summary>
        public Span<T> SumOfProducts(int rows, T scale)
        {
            Span<T> sum = Products(0, 0)[..(rows * Units)];
            for (int slice = 1; slice < Slices.Count; slice++)
                TensorPrimitives.Add(sum, Products(slice, 0)[..(rows * Units)], sum);
            for (int row = 0; row < rows; row++)
            {
                for (int unit = 0; unit < Units; unit++)
                    _z1[(unit * rows) + row] = sum[(row * Units) + unit] * scale;
            }

            return _z1.AsSpan(0, Units * rows);
        }

        /// <summary>D (rows, padded units) = scale · dZ1ᵀ, for dZ1 (units, rows).</summary>
        public void SpreadD(ReadOnlySpan<T> dZ1, int rows, T scale)
        {
            for (int row = 0; row < rows; row++)
            {
                Span<T> d = D(row);
                for (int unit = 0; unit < Units; unit++)
                    d[unit] = dZ1[(unit * rows) + row] * scale;
            }
        }

        public void ClearGradient()
        {
            if (_gradient.Length == 0)
                _gradient = new T[(long)Slices.Count * SliceGradientLength];
            else
                _gradient.AsSpan().Clear();
        }

        public void FlushSlice(int slice, IGradientSink<T> sink)
        {
            int start = FeatureSlices<T>.Start(slice), length = Slices.Length(slice), padded = Slices.PaddedLength(slice);
            Span<T> gradient = Gradient(slice);
            for (int unit = 0; unit < Units; unit++)
                sink.Accept((unit * Shape.Inputs) + start, gradient.Slice(unit * padded, length));
        }
    }
}
