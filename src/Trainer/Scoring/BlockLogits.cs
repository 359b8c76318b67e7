using System.Numerics;
using System.Runtime.CompilerServices;
using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetShallow.Engines;

namespace MlNetShallow.Scoring;

/// <summary>
/// The features of the rows of a block, and their logits, which are computed together; the logit of a row that is in no block
/// is computed alone. Both ways give the same bits. For one thread, though it uses others.
/// </summary>
internal abstract class BlockLogits : RowLogit
{
    public static BlockLogits Create(
        ReadAheadCursor block, DataViewRow input, DataViewSchema.Column features, ShallowNetwork<float> network, int numberOfThreads)
        => HoldsBytes(features)
            ? new BlockLogits<byte>(block, input, features, network, numberOfThreads)
            : new BlockLogits<float>(block, input, features, network, numberOfThreads);

    /// <summary>Starts a block.</summary>
    public abstract void Clear();

    /// <summary>Adds the row that the input stands on.</summary>
    /// <returns>The size of its features in bytes.</returns>
    /// <exception cref="InvalidOperationException">Its vector has another length than the network takes.</exception>
    public abstract long Read();

    /// <summary>Computes the logits of the rows read.</summary>
    public abstract void Score();
}

/// <inheritdoc/>
internal sealed class BlockLogits<TElement>(
    ReadAheadCursor block, DataViewRow input, DataViewSchema.Column column, ShallowNetwork<float> network, int numberOfThreads)
    : BlockLogits
    where TElement : unmanaged, INumber<TElement>
{
    private readonly ValueGetter<VBuffer<TElement>> _getFeatures = input.GetGetter<VBuffer<TElement>>(column);
    private readonly RowLogit<TElement> _alone = new(input, column, network);
    private readonly FeatureRow<TElement> _row = new(column.Name, network.Shape.Inputs);
    private readonly FeatureMatrix<TElement> _matrix = FeatureMatrix.Create<TElement>(network.Shape.Inputs);
    private readonly VectorizedEngine<float> _engine = new(numberOfThreads);
    private VBuffer<TElement> _features;
    private float[] _logits = [];

    public override float Current()
    {
        if (block.RowInBlock is { } row)
            return _logits[row];
        block.ThrowIfUnread(this);
        return _alone.Current();
    }

    public override void Clear() => _matrix.Clear();

    public override long Read()
    {
        _getFeatures(ref _features);
        _row.Check(in _features);
        _features.CopyTo(_matrix.AddRow());
        return (long)_matrix.Columns * Unsafe.SizeOf<TElement>();
    }

    public override void Score()
    {
        if (_matrix.Rows == 0)
            return;
        if (_logits.Length < _matrix.Rows)
            _logits = new float[_matrix.Rows];
        network.Logits(_matrix, _engine, _logits.AsSpan(0, _matrix.Rows));
    }
}
