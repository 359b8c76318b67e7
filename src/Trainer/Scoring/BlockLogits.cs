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
internal abstract class BlockLogits : RowLogits
{
    public static BlockLogits Create(
        ReadAheadCursor block,
        DataViewRow input,
        NetworkInputs columns,
        ShallowNetwork<float> network,
        int numberOfThreads)
        => HoldsBytes(columns.Features)
            ? new BlockLogits<byte>(block, input, columns, network, numberOfThreads)
            : new BlockLogits<float>(block, input, columns, network, numberOfThreads);

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
    ReadAheadCursor block, DataViewRow input, NetworkInputs columns, ShallowNetwork<float> network, int numberOfThreads)
    : BlockLogits
    where TElement : unmanaged, INumber<TElement>
{
    private readonly ValueGetter<VBuffer<TElement>> _getFeatures = input.GetGetter<VBuffer<TElement>>(columns.Features);
    private readonly ValueGetter<float>? _getOffset = columns.OffsetGetter(input);
    private readonly RowLogits<TElement> _alone = new(input, columns, network);
    private readonly RowScorer<float> _scorer = network.CreateScorer();
    private readonly int _outputs = network.Shape.Outputs;
    private readonly List<int> _denseRows = [];
    private readonly List<float> _offsets = [];
    private readonly FeatureMatrix<TElement> _matrix = FeatureMatrix.Create<TElement>(network.Shape.Inputs);
    private readonly VectorizedEngine<float> _engine = new(numberOfThreads);
    private VBuffer<TElement> _features;
    private float[] _logits = [];
    private float[] _denseLogits = [];
    private int _rows;

    public override ReadOnlySpan<float> Current()
    {
        if (block.RowInBlock is { } row)
            return LogitsOf(row);
        block.ThrowIfUnread(this);
        return _alone.Current();
    }

    public override void Clear()
    {
        _rows = 0;
        _denseRows.Clear();
        _offsets.Clear();
        _matrix.Clear();
    }

    public override long Read()
    {
        _getFeatures(ref _features);
        FeatureRow.Check(in _features, columns.Features.Name, network.Shape.Inputs);
        float offset = 0;
        _getOffset?.Invoke(ref offset);
        if (_logits.Length < (_rows + 1) * _outputs)
            Array.Resize(ref _logits, 4 * (_rows + 1) * _outputs);
        if (_features.IsDense)
        {
            _features.GetValues().CopyTo(_matrix.AddRow());
            _denseRows.Add(_rows);
        }
        else
        {
            _scorer.Logits(in _features, columns.Features.Name, LogitsOf(_rows));
        }

        _offsets.Add(offset);
        _rows++;
        return (long)_features.GetValues().Length * Unsafe.SizeOf<TElement>();
    }

    public override void Score()
    {
        if (_matrix.Rows > 0)
            ScoreDense();
        for (int row = 0; _getOffset is not null && row < _rows; row++)
            LogitsOf(row)[0] = NetworkInputs.Add(LogitsOf(row)[0], _offsets[row]);
    }

    private void ScoreDense()
    {
        int length = _matrix.Rows * _outputs;
        if (_denseLogits.Length < length)
            _denseLogits = new float[length];
        network.Logits(_matrix, _engine, _denseLogits.AsSpan(0, length));
        for (int i = 0; i < _denseRows.Count; i++)
            _denseLogits.AsSpan(i * _outputs, _outputs).CopyTo(LogitsOf(_denseRows[i]));
    }

    private Span<float> LogitsOf(int row) => _logits.AsSpan(row * _outputs, _outputs);
}
