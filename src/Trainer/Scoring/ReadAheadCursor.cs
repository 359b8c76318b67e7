using System.Runtime.ExceptionServices;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlNetShallow.Scoring;

/// <summary>
/// Moves over the input ahead of its reader, a block of rows at a time, so that the rows of a block are scored together.
/// There is one cursor over the input, read once and in order, as a source may have its rows only once, or others the next
/// time. So the values of the other active columns are kept too, until the reader comes by their row.
/// </summary>
/// <remarks>
/// A reader notices nothing of it. The first row is not read ahead, and blocks grow from 4 rows to 64, so that one who
/// looks at the first rows has not waited for many, and a block stays in the CPU's cache. A row that cannot be read (a
/// picture is damaged, a vector has another length) ends its block. The input stays there, and once the reader has come
/// too, the input's own getters serve the row; only what could not be read throws, as it did, if it is asked for. Where the
/// input cannot move on, the reader hears of it after the rows before.
/// </remarks>
internal sealed class ReadAheadCursor : DataViewRowCursor
{
    private const int MaximumRows = 64;
    private const long MaximumBytes = 16 << 20;

    private readonly DataViewRowCursor _input;
    private readonly BlockLogits _logits;
    private readonly BlockColumn?[] _columns;
    private readonly BlockColumn[] _kept;
    private readonly BlockColumn<DataViewRowId> _ids;
    private readonly (long Position, long Batch)[] _places = new (long, long)[MaximumRows];
    private int _maximumRows = 1;
    private int _rows;
    private bool? _inputMoved;
    private ExceptionDispatchInfo? _failure;
    private (object Column, ExceptionDispatchInfo Failure)? _unread;

    /// <param name="input">The rows.</param>
    /// <param name="kept">The columns to serve beside the logits, all of types that can be kept.</param>
    /// <param name="scored">The columns that the network scores.</param>
    /// <param name="network">What the rows are scored with.</param>
    /// <param name="numberOfThreads">The number of threads to score with; 0 for one a processor.</param>
    public ReadAheadCursor(
        DataViewRowCursor input,
        IEnumerable<DataViewSchema.Column> kept,
        NetworkInputs scored,
        ShallowNetwork<float> network,
        int numberOfThreads)
    {
        _input = input;
        _logits = BlockLogits.Create(this, input, scored, network, numberOfThreads);
        _ids = new BlockColumn<DataViewRowId>(this, input.GetIdGetter());
        _columns = new BlockColumn?[input.Schema.Count];
        foreach (DataViewSchema.Column column in kept)
            _columns[column.Index] ??= BlockColumn.Create(this, input, column);
        _kept = [.. _columns.OfType<BlockColumn>()];
    }

    /// <summary>The logits of the row that the reader stands on.</summary>
    public RowLogits Logits => _logits;

    /// <summary>The place in the block of the row that the reader stands on; none where the input stands on the same
    /// row.</summary>
    public int? RowInBlock { get; private set; }

    public override DataViewSchema Schema => _input.Schema;

    public override long Position => RowInBlock is { } row ? _places[row].Position : _input.Position;

    public override long Batch => RowInBlock is { } row ? _places[row].Batch : _input.Batch;

    public override ValueGetter<DataViewRowId> GetIdGetter() => (ValueGetter<DataViewRowId>)_ids.Getter;

    public override bool IsColumnActive(DataViewSchema.Column column) => _columns[column.Index] is not null;

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
        => _columns[column.Index]!.Getter as ValueGetter<TValue> ?? throw new InvalidOperationException(
            $"Column '{column.Name}' holds {column.Type.RawType} values, not {typeof(TValue)}.");

    public override bool MoveNext()
    {
        int next = RowInBlock + 1 ?? 0;
        if (next == _rows && _inputMoved is null && _failure is null)
        {
            ReadBlock();
            next = 0;
        }

        RowInBlock = next < _rows ? next : null;
        if (RowInBlock is not null)
            return true;

        _rows = 0;
        _failure?.Throw();
        bool moved = _inputMoved!.Value;
        if (moved)
            _inputMoved = null;
        return moved;
    }

    /// <summary>Throws what a column threw when the row was to be read that the input and the reader now stand on. It is not
    /// tried again: a transform upstream may have changed its state.</summary>
    /// <param name="column">The column, or the logits.</param>
    public void ThrowIfUnread(object column)
    {
        if (_unread is { } unread && unread.Column == column)
            unread.Failure.Throw();
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _input.Dispose();
        base.Dispose(disposing);
    }

    /// <summary>Reads and scores the rows of the next block. Whatever came after them is left to be told: that the input
    /// stands on a row that is in no block, that it has ended or that it failed.</summary>
    private void ReadBlock()
    {
        _rows = 0;
        _unread = null;
        _logits.Clear();
        for (long bytes = 0; bytes < MaximumBytes && _rows < _maximumRows; _rows++)
        {
            if (!MoveInput() || _maximumRows == 1 || !TryRead(ref bytes))
                break;
            _inputMoved = null;
        }

        _maximumRows = Math.Min(4 * _maximumRows, MaximumRows);
        _logits.Score();
    }

    private bool MoveInput()
    {
        try
        {
            _inputMoved = _input.MoveNext();
            return _inputMoved.Value;
        }
        catch (Exception exception)
        {
            _failure = ExceptionDispatchInfo.Capture(exception);
            return false;
        }
    }

    private bool TryRead(ref long bytes)
    {
        object reading = _ids;
        try
        {
            _places[_rows] = (_input.Position, _input.Batch);
            _ids.Read(_rows);
            foreach (BlockColumn column in _kept)
            {
                reading = column;
                bytes += column.Read(_rows);
            }

            reading = _logits;
            bytes += _logits.Read();
            return true;
        }
        catch (Exception exception)
        {
            _unread = (reading, ExceptionDispatchInfo.Capture(exception));
            return false;
        }
    }
}
