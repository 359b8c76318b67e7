using System.Numerics;
using System.Runtime.CompilerServices;
using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetShallow.Engines;

namespace MlNetShallow.Scoring;

/// <summary>
/// The features of the rows of a block, and their logits, which are computed together; the logit of a row that is in no block
/// is computed alone, and so is that of a sparse row, which costs what its non-zeros cost. All ways give the same bits. For one
/// thread, though it uses others.
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
    private readonly RowScorer<float> _scorer = network.CreateScorer();
    private readonly List<float> _logits = [];
    private readonly List<int> _denseRows = [];
    private readonly FeatureMatrix<TElement> _matrix = FeatureMatrix.Create<TElement>(network.Shape.Inputs);
    private readonly VectorizedEngine<float> _engine = new(numberOfThreads);
    private VBuffer<TElement> _features;
    private float[] _denseLogits = [];

    public override float Current()
    {
        if (block.RowInBlock is { } row)
            return _logits[row];
        block.ThrowIfUnread(this);
        return _alone.Current();
    }

    public override void Clear()
    {
        _logits.Clear();
        _denseRows.Clear();
        _matrix.Clear();
    }

    public override long Read()
    {
        _getFeatures(ref _features);
        FeatureRow.Check(in _features, column.Name, network.Shape.Inputs);
        if (_features.IsDense)
        {
            _features.GetValues().CopyTo(_matrix.AddRow());
            _denseRows.Add(_logits.Count);
            _logits.Add(float.NaN);
        }
        else
        {
            _logits.Add(_scorer.Logit(in _features, column.Name));
        }

        return (long)_features.GetValues().Length * Unsafe.SizeOf<TElement>();
    }

    public override void Score()
    {
        if (_matrix.Rows == 0)
            return;
        if (_denseLogits.Length < _matrix.Rows)
            _denseLogits = new float[_matrix.Rows];
        network.Logits(_matrix, _engine, _denseLogits.AsSpan(0, _matrix.Rows));
        for (int i = 0; i < _denseRows.Count; i++)
            _logits[_denseRows[i]] = _denseLogits[i];
    }
}
