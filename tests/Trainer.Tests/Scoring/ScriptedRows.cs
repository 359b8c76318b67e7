using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlNetShallow.Trainer.Tests.Scoring;

/// <summary>Rows that can be read once, in order or shuffled; that count how far they were read; and that fail where they
/// are told to.</summary>
internal sealed class ScriptedRows<TElement>(PrimitiveDataViewType featureType, VBuffer<TElement>[] features) : IDataView
{
    private bool _isOpened;

    private VBuffer<TElement>[] Features { get; } = features;

    /// <summary>Whether the getter of the features throws in a row.</summary>
    public Func<int, bool> FeaturesFail { get; init; } = _ => false;

    /// <summary>Whether the getter of the names throws in a row.</summary>
    public Func<int, bool> NamesFail { get; init; } = _ => false;

    /// <summary>The row that can't be moved to; none by default.</summary>
    public int? Breaks { get; init; }

    /// <summary>The number of rows that were moved to.</summary>
    public int RowsRead { get; private set; }

    /// <summary>The number of times that the cursor was disposed.</summary>
    public int Disposals { get; private set; }

    public bool CanShuffle => true;

    public DataViewSchema Schema { get; } = Build(featureType);

    public static bool Label(int row) => row % 3 == 0;

    public static string Name(int row) => $"row {row}";

    public static uint Group(int row) => (uint)(row % 5) + 1;

    public static int[] Counts(int row) => [.. Enumerable.Range(row, row % 4)];

    public static long Batch(int row) => row / 10;

    public long? GetRowCount() => null;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
    {
        Assert.False(_isOpened, "These rows can be read only once.");
        _isOpened = true;
        int[] order = [.. Enumerable.Range(0, Features.Length)];
        rand?.Shuffle(order);
        return new Cursor(this, [.. columnsNeeded.Select(column => column.Name)], order);
    }

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null)
        => [GetRowCursor(columnsNeeded, rand)];

    private static DataViewSchema Build(PrimitiveDataViewType featureType)
    {
        var builder = new DataViewSchema.Builder();
        builder.AddColumn("Features", new VectorDataViewType(featureType));
        builder.AddColumn("Label", BooleanDataViewType.Instance);
        builder.AddColumn("Name", TextDataViewType.Instance);
        builder.AddColumn("Group", new KeyDataViewType(typeof(uint), 5));
        builder.AddColumn("Counts", new VectorDataViewType(NumberDataViewType.Int32));
        builder.AddColumn("Loan", new LoanDataViewType());
        return builder.ToSchema();
    }

    private sealed class Cursor(ScriptedRows<TElement> rows, string[] active, int[] order) : DataViewRowCursor
    {
        private readonly Loan _loan = new();
        private int _position = -1;
        private bool _hasEnded;

        public override DataViewSchema Schema => rows.Schema;

        public override long Position => _hasEnded ? -1 : _position;

        private int Row => _position >= 0 && _position < order.Length ? order[_position] : _position;

        public override long Batch => ScriptedRows<TElement>.Batch(Row);

        public override ValueGetter<DataViewRowId> GetIdGetter()
            => (ref DataViewRowId id) => id = new DataViewRowId((ulong)Row, 7);

        public override bool IsColumnActive(DataViewSchema.Column column) => active.Contains(column.Name);

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
        {
            Assert.True(IsColumnActive(column), $"{column.Name} was not asked for.");
            return (ValueGetter<TValue>)(Delegate)(column.Name switch
            {
                "Features" => (ValueGetter<VBuffer<TElement>>)GetFeatures,
                "Label" => (ValueGetter<bool>)((ref bool value) => value = Label(Row)),
                "Name" => (ValueGetter<ReadOnlyMemory<char>>)GetName,
                "Group" => (ValueGetter<uint>)((ref uint value) => value = Group(Row)),
                "Counts" => (ValueGetter<VBuffer<int>>)GetCounts,
                _ => (ValueGetter<Loan>)((ref Loan value) => value = _loan),
            });
        }

        public override bool MoveNext()
        {
            Assert.False(_hasEnded, "The rows have ended.");
            if (_position + 1 == rows.Breaks)
                throw new IOException($"Row {rows.Breaks} can't be reached.");
            _hasEnded = ++_position == rows.Features.Length;
            _loan.Row = Row;
            rows.RowsRead += _hasEnded ? 0 : 1;
            return !_hasEnded;
        }

        protected override void Dispose(bool disposing)
        {
            rows.Disposals++;
            base.Dispose(disposing);
        }

        private void GetFeatures(ref VBuffer<TElement> value)
        {
            if (rows.FeaturesFail(Row))
                throw new IOException($"The features of row {Row} can't be read.");
            rows.Features[Row].CopyTo(ref value);
        }

        private void GetName(ref ReadOnlyMemory<char> value)
        {
            if (rows.NamesFail(Row))
                throw new IOException($"The name of row {Row} can't be read.");
            value = Name(Row).AsMemory();
        }

        private void GetCounts(ref VBuffer<int> value)
        {
            var editor = VBufferEditor.Create(ref value, Counts(Row).Length);
            Counts(Row).CopyTo(editor.Values);
            value = editor.Commit();
        }
    }
}

/// <summary>A value that is right only while the cursor stands on its row, as a picture is.</summary>
internal sealed class Loan
{
    public int Row { get; set; }
}

internal sealed class LoanDataViewType() : StructuredDataViewType(typeof(Loan))
{
    public override bool Equals(DataViewType? other) => ReferenceEquals(this, other);
}
