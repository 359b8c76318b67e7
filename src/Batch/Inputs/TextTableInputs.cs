using MlNetShallow.Batch.Scoring;
using MlNetShallow.Data.Rows;

namespace MlNetShallow.Batch.Inputs;

/// <summary>The rows of a CSV, TSV or JSON Lines file.</summary>
internal sealed class TextTableInputs : TableInputs
{
    private readonly string _file;
    private readonly TextRows _rows;

    /// <exception cref="InvalidDataException">A column is missing, or the model wants vectors.</exception>
    public TextTableInputs(string file, ScoringModel model, IReadOnlyList<string> kept)
        : base(file, kept)
    {
        _file = file;
        using RowReader table = RowFile.OpenData(file);
        _rows = new TextRows(file, table, model, kept);
    }

    public override IReadOnlyDictionary<string, ColumnValue> CreateValues() => _rows.CreateValues();

    protected override IEnumerable<long> CountAll()
    {
        using RowReader table = RowFile.OpenData(_file);
        while (table.Read())
            yield return table.Row;
    }

    protected override IEnumerable<InputItem> ReadAll()
    {
        using RowReader table = RowFile.OpenData(_file);
        foreach (InputItem item in _rows.Read(table))
            yield return item;
    }
}
