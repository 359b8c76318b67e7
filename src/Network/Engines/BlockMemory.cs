using System.Numerics;
using System.Numerics.Tensors;
using MlNetShallow.Kernels;

namespace MlNetShallow.Engines;

/// <summary>
/// The working memory of <see cref="VectorizedEngine{T}"/> for one network and blocks of up to a number of examples.
/// </summary>
internal sealed class BlockMemory<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T[] _products;
    private readonly T[] _z1;
    private readonly T[] _d;
    private AlignedBuffer<T>? _gradient;
    private PackedWeights<T>? _weights;

    public BlockMemory(NetworkShape shape, int rows)
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

    /// <summary>Whether it is for a network of this shape, and for as many examples or more.</summary>
    public bool Fits(NetworkShape shape, int rows) => Shape == shape && Rows >= rows;

    /// <summary>The products of a slice (rows, units), from a row on.</summary>
    public Span<T> Products(int slice, int row) => _products.AsSpan(((slice * Rows) + row) * Units);

    /// <summary>D (rows, padded units), from a row on.</summary>
    public Span<T> D(int row) => _d.AsSpan(row * PaddedUnits);

    /// <summary>The gradient of a slice (padded units, padded length).</summary>
    public Span<T> Gradient(int slice) => _gradient!.Span.Slice(slice * SliceGradientLength, SliceGradientLength);

    /// <summary>Makes room for the gradient, which only training needs.</summary>
    public void AllocateGradient() => _gradient ??= new AlignedBuffer<T>(Slices.Count * SliceGradientLength);

    /// <summary>Room for W1.</summary>
    public PackedWeights<T> Weights => _weights ??= new PackedWeights<T>(Shape);

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

    /// <summary>Hands a slice of the gradient over, unit by unit.</summary>
    public void Flush(int slice, IGradientSink<T> sink)
    {
        int start = FeatureSlices<T>.Start(slice), length = Slices.Length(slice), padded = Slices.PaddedLength(slice);
        Span<T> gradient = Gradient(slice);
        for (int unit = 0; unit < Units; unit++)
            sink.Accept((unit * Shape.Inputs) + start, gradient.Slice(unit * padded, length));
    }

    /// <summary>Announces a share of a slice's gradient, as large as the part from a row to another is of all rows: memory has
    /// the time of the products with those rows to deliver.</summary>
    public void Prefetch(int slice, int firstRow, int endRow, int rows, IGradientSink<T> sink)
    {
        int start = FeatureSlices<T>.Start(slice), length = Slices.Length(slice);
        for (int unit = Units * firstRow / rows; unit < Units * endRow / rows; unit++)
            sink.Prefetch((unit * Shape.Inputs) + start, length);
    }
}
