using System.Numerics;
using MlNetShallow.Kernels;

namespace MlNetShallow.Engines;

/// <summary>
/// W1 slice by slice (slices, units, padded length), zeros after each row. In place, the rows of a slice would lie n0 values
/// apart, and where that is a multiple of 4096 bytes, as it is for 64 by 64 pictures, they would drive each other out of the
/// cache.
/// </summary>
internal sealed class PackedWeights<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly FeatureSlices<T> _slices;
    private readonly int _units;
    private readonly AlignedBuffer<T> _weights;

    public PackedWeights(NetworkShape shape)
    {
        _slices = new FeatureSlices<T>(shape.Inputs);
        _units = NetworkHead<T>.FirstLayerUnits(shape);
        _weights = new AlignedBuffer<T>(_slices.Count * SliceLength);
    }

    private int SliceLength => _units * _slices.PaddedLength(0);

    /// <summary>A slice of W1 (units, padded length).</summary>
    public Span<T> Slice(int slice) => _weights.Span.Slice(slice * SliceLength, SliceLength);

    /// <summary>Copies W1.</summary>
    public void Pack(NetworkParameters<T> parameters, Threads threads)
        => threads.For(_slices.Count, parameters.Shape.ParameterCount, slice => Pack(parameters, slice));

    /// <summary>Copies a slice of W1.</summary>
    public void Pack(NetworkParameters<T> parameters, int slice)
    {
        int start = FeatureSlices<T>.Start(slice), length = _slices.Length(slice), padded = _slices.PaddedLength(slice);
        Span<T> packed = Slice(slice);
        for (int unit = 0; unit < _units; unit++)
            parameters.Values.Slice((unit * parameters.Shape.Inputs) + start, length).CopyTo(packed[(unit * padded)..]);
    }
}
