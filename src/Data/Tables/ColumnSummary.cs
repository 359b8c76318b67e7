using Microsoft.ML.Data;

namespace MlNetShallow.Data.Tables;

/// <summary>What one look at all rows tells of a column. Rows count from 1, without the header.</summary>
/// <param name="name">The column.</param>
/// <param name="vector">Its type, if it holds vectors; their values are not looked at.</param>
internal sealed class ColumnSummary(string name, VectorDataViewType? vector = null)
{
    /// <summary>The most different values that are kept.</summary>
    public const int MostValues = 1000;

    private const double ShownShare = 0.9;

    private readonly Dictionary<string, long> _firstRows = [];
    private long _rows;
    private long _numbers;
    private long _shownNumbers;
    private (string Value, long Row)? _firstShownNumber;

    public string Name => name;

    public VectorDataViewType? Vector => vector;

    /// <summary>Whether all values that are there are numbers, and some are.</summary>
    public bool IsNumber => FirstText is null && _numbers > 0;

    /// <summary>The first value that is no number, and its row.</summary>
    public (string Value, long Row)? FirstText { get; private set; }

    /// <summary>Of a column of texts, the first that is a number as spreadsheets show it, where nearly all are: <c>1,101</c> or
    /// <c>5%</c>; null otherwise.</summary>
    public (string Value, long Row)? FirstShownNumber
        => FirstText is not null && _shownNumbers > 0 && _shownNumbers + _numbers >= ShownShare * (_rows - EmptyRows)
            ? _firstShownNumber
            : null;

    /// <summary>The first row without a value; in a column of numbers also one that says that it has none.</summary>
    public long? FirstMissing(bool asNumber) => asNumber ? FirstMissingNumber : FirstEmpty;

    /// <summary>How many rows have no value; one that says that it has none has one.</summary>
    public long EmptyRows { get; private set; }

    private long? FirstEmpty { get; set; }

    private long? FirstMissingNumber { get; set; }

    /// <summary>The different values, missing ones left out, with the first row of each; of more than
    /// <see cref="MostValues"/> the first.</summary>
    public IReadOnlyDictionary<string, long> FirstRows => _firstRows;

    public bool HasMoreValues { get; private set; }

    public void Add(ReadOnlySpan<char> value)
    {
        _rows++;
        ReadOnlySpan<char> trimmed = value.Trim();
        if (trimmed.IsEmpty)
        {
            EmptyRows++;
            FirstEmpty ??= _rows;
        }
        else
        {
            Keep(value);
        }

        if (TableNumber.IsMissing(trimmed))
            FirstMissingNumber ??= _rows;
        else if (TableNumber.TryRead(trimmed, out _))
            _numbers++;
        else
            AddText(value, trimmed);
    }

    private void AddText(ReadOnlySpan<char> value, ReadOnlySpan<char> trimmed)
    {
        FirstText ??= (value.ToString(), _rows);
        if (!TableNumber.IsShown(trimmed))
            return;
        _shownNumbers++;
        _firstShownNumber ??= (value.ToString(), _rows);
    }

    private void Keep(ReadOnlySpan<char> value)
    {
        var lookup = _firstRows.GetAlternateLookup<ReadOnlySpan<char>>();
        if (lookup.ContainsKey(value))
            return;
        if (_firstRows.Count == MostValues)
            HasMoreValues = true;
        else
            lookup[value] = _rows;
    }
}
