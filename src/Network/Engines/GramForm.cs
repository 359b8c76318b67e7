using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using MlNetShallow.Kernels;
using MlNetShallow.Training;

namespace MlNetShallow.Engines;

/// <summary>
/// The way from weights to coefficients of the examples, W1 = s·W1₀ + C·X, and back. Gradient descent, with or without momentum
/// and L2, and L-BFGS never leave the span of W1₀ and X, as every gradient is dZ1·Xᵀ + λ W1; Adam, which scales each weight by
/// itself, does.
/// </summary>
/// <typeparam name="T">The precision of the arithmetic.</typeparam>
internal sealed class GramForm<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly NetworkParameters<T> _start;
    private readonly FeatureMatrix _features;
    private readonly VectorizedEngine<T> _ordinary;
    private readonly AlignedBuffer<T> _gram;

    /// <summary>Forms the Gram matrix and the start's products with the examples.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled meanwhile.</exception>
    public GramForm(
        NetworkParameters<T> start,
        FeatureMatrix features,
        int maximumBatch,
        bool gathers,
        VectorizedEngine<T> ordinary,
        CancellationToken cancellation)
    {
        (_start, _features, _ordinary) = (start, features, ordinary);
        NetworkShape shape = start.Shape;
        Parameters = Coefficients(start, features.Rows);
        _gram = GramMatrix<T>.Compute(features, ordinary.Threads, cancellation);
        Engine = new GramEngine<T>(
            Parameters.Shape, _gram, ordinary.Products(start, features), Squares(start), maximumBatch, gathers,
            ordinary.Threads);
    }

    /// <summary>The start, as coefficients: C = 0, s = 1.</summary>
    public NetworkParameters<T> Parameters { get; }

    public GramEngine<T> Engine { get; }

    /// <summary>
    /// Chooses the cheaper form, and says why. In multiplications, an epoch of the ordinary form takes 2·n1·n0·m (Z1 and dW1),
    /// one in the Gram form n1·m² and, for short vectors and copies, as much again; the way there and back takes n0·m²/2 +
    /// 2·n1·n0·m once. The Gram matrix takes m² values, and a large mini-batch up to as many again for its rows. Validation
    /// examples count with the others.
    /// </summary>
    public static (TrainingForm Form, string Reason) Choose(
        NetworkShape shape, FeatureMatrix features, FeatureMatrix? validation, TrainingOptions options)
    {
        if (options.Optimizer is AdamOptimizer)
            return (TrainingForm.Ordinary, "Adam has no Gram form");
        if (features is SparseFeatureMatrix || validation is SparseFeatureMatrix)
            return (TrainingForm.Ordinary, "the features are sparse");
        if (validation is not null && validation.Scale != features.Scale)
            return (TrainingForm.Ordinary, "the validation examples have features of another type");
        return Choose(shape, features.Rows + (validation?.Rows ?? 0), options);
    }

    /// <inheritdoc cref="Choose(NetworkShape, FeatureMatrix, FeatureMatrix?, TrainingOptions)"/>
    public static (TrainingForm Form, string Reason) Choose(NetworkShape shape, int rows, TrainingOptions options)
    {
        double m = rows, n0 = shape.Inputs, n1 = NetworkHead<T>.FirstLayerUnits(shape);
        double ordinary = options.Epochs * 2 * n1 * n0 * m;
        double gram = (options.Epochs * 2 * n1 * m * m) + (n0 * m * m / 2) + (2 * n1 * n0 * m);
        double gathered = options.BatchSize is 0 || options.BatchSize >= rows ? 0 : options.BatchSize;
        double bytes = (m + gathered) * VectorKernels<T>.PaddedLength(rows) * Unsafe.SizeOf<T>();
        if (gram >= ordinary)
        {
            return (TrainingForm.Ordinary, FormattableString.Invariant(
                $"with the Gram matrix of {rows} examples it would take {gram / ordinary:0.##} times the multiplications"));
        }

        if (bytes > options.GramMemoryLimit || bytes / Unsafe.SizeOf<T>() > Array.MaxLength)
        {
            return (TrainingForm.Ordinary, $"the Gram matrix of {rows} examples would take {bytes:0} bytes, " +
                $"above the limit of {Math.Min(options.GramMemoryLimit, Array.MaxLength * (long)Unsafe.SizeOf<T>())}");
        }

        return (TrainingForm.Gram, FormattableString.Invariant(
            $"with the Gram matrix of {rows} examples it takes {gram / ordinary:0.###} of the multiplications"));
    }

    /// <summary>The number of examples to the largest batch.</summary>
    public static int BatchRows(int rows, TrainingOptions options)
        => options.BatchSize == 0 ? rows : Math.Min(options.BatchSize, rows);

    /// <summary>The products of a start's first weights with the examples.</summary>
    public T[] Products(NetworkParameters<T> start) => _ordinary.Products(start, _features);

    /// <summary>An engine over some of the examples, and its start; what it knows of the others is their products with those, so
    /// that their logits can be told.</summary>
    /// <param name="start">The weights to start from.</param>
    /// <param name="startProducts">Their <see cref="Products"/>.</param>
    /// <param name="examples">The examples to train on.</param>
    /// <param name="others">The others.</param>
    /// <param name="threads">The threads of the engine.</param>
    public (GramEngine<T> Engine, NetworkParameters<T> Start) Part(
        NetworkParameters<T> start, T[] startProducts, int[] examples, int[] others, Threads threads)
    {
        int all = _features.Rows, stride = VectorKernels<T>.PaddedLength(all), m = examples.Length;
        int length = VectorKernels<T>.PaddedLength(m), units = NetworkHead<T>.FirstLayerUnits(start.Shape);
        int[] rows = [.. examples, .. others];
        var gram = new AlignedBuffer<T>(checked(rows.Length * length));
        var products = new T[units * rows.Length];
        for (int i = 0; i < rows.Length; i++)
        {
            ReadOnlySpan<T> from = _gram.Span.Slice(rows[i] * stride, all);
            Span<T> to = gram.Span.Slice(i * length, m);
            for (int j = 0; j < m; j++)
                to[j] = from[examples[j]];
            for (int unit = 0; unit < units; unit++)
                products[(unit * rows.Length) + i] = startProducts[(unit * all) + rows[i]];
        }

        NetworkParameters<T> coefficients = Coefficients(start, m);
        int batch = Math.Max(m, others.Length);
        return (
            new GramEngine<T>(coefficients.Shape, gram, products, Squares(start), batch, gathers: false, threads), coefficients);
    }

    /// <summary>Coefficients of some of the examples as coefficients of all, those of the others 0.</summary>
    public T[] Whole(ReadOnlySpan<T> part, int[] examples)
    {
        int units = NetworkHead<T>.FirstLayerUnits(_start.Shape), row = _features.Rows + 1, partRow = examples.Length + 1;
        var whole = new T[(units * (row - partRow)) + part.Length];
        for (int unit = 0; unit < units; unit++)
        {
            for (int i = 0; i < examples.Length; i++)
                whole[(unit * row) + examples[i]] = part[(unit * partRow) + i];
            whole[(unit * row) + _features.Rows] = part[(unit * partRow) + examples.Length];
        }

        part[(units * partRow)..].CopyTo(whole.AsSpan(units * row));
        return whole;
    }

    /// <summary>A start as coefficients of examples: C = 0, s = 1.</summary>
    private static NetworkParameters<T> Coefficients(NetworkParameters<T> start, int examples)
    {
        NetworkShape shape = start.Shape;
        int units = NetworkHead<T>.FirstLayerUnits(shape);
        var coefficients = new NetworkParameters<T>(shape.WithInputs(examples + 1));
        for (int unit = 0; unit < units; unit++)
            coefficients.Values[(unit * (examples + 1)) + examples] = T.One;
        start.Values[(units * shape.Inputs)..].CopyTo(coefficients.Values[(units * (examples + 1))..]);
        return coefficients;
    }

    /// <summary>‖W1₀[u, :]‖² (units).</summary>
    private static T[] Squares(NetworkParameters<T> start)
    {
        var squares = new T[NetworkHead<T>.FirstLayerUnits(start.Shape)];
        for (int unit = 0; unit < squares.Length; unit++)
        {
            ReadOnlySpan<T> weights = start.Values.Slice(unit * start.Shape.Inputs, start.Shape.Inputs);
            squares[unit] = VectorKernels<T>.Dot(weights, weights);
        }

        return squares;
    }

    /// <summary>The network that coefficients stand for.</summary>
    public NetworkParameters<T> ToOrdinary(NetworkParameters<T> coefficients)
    {
        var result = new NetworkParameters<T>(_start.Shape);
        int units = NetworkHead<T>.FirstLayerUnits(_start.Shape), inputs = _start.Shape.Inputs, row = _features.Rows + 1;
        var c = new T[units * _features.Rows];
        for (int unit = 0; unit < units; unit++)
            coefficients.Values.Slice(unit * row, _features.Rows).CopyTo(c.AsSpan(unit * _features.Rows));
        _ordinary.Combine(_start.Shape, _features, c, result);
        for (int unit = 0; unit < units; unit++)
        {
            Span<T> weights = result.Values.Slice(unit * inputs, inputs);
            T s = coefficients.Values[(unit * row) + _features.Rows];
            TensorPrimitives.MultiplyAdd(_start.Values.Slice(unit * inputs, inputs), s, weights, weights);
        }

        coefficients.Values[(units * row)..].CopyTo(result.Values[(units * inputs)..]);
        return result;
    }
}
