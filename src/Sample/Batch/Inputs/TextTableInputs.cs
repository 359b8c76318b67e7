using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetShallow.Sample.Batch.Scoring;
using MlNetShallow.Sample.Data.Tables;

namespace MlNetShallow.Sample.Batch.Inputs;

/// <summary>The rows of a CSV or TSV file.</summary>
internal sealed class TextTableInputs : TableInputs
{
    private readonly string _file;
    private readonly DataViewSchema.Column[] _needed;
    private readonly int _kept;
    private readonly int[] _places;

    /// <exception cref="InvalidDataException">A column is missing, or the model wants vectors.</exception>
    public TextTableInputs(string file, ScoringModel model, IReadOnlyList<string> kept)
        : base(file, kept)
    {
        _file = file;
        _kept = kept.Count;
        _needed = [.. model.NeededColumns.Select(name => model.InputSchema[name])];
        using TableReader table = Open();
        string[] columns = [.. table.Columns.Select(name => name.Trim())];
        CheckPresent(file, columns, model.NeededColumns, $"that the model '{model.Path}' takes");
        CheckPresent(file, columns, kept, "that --keep names");
        foreach (DataViewSchema.Column column in _needed)
        {
            if (column.Type is not TextDataViewType && !column.Type.Equals(NumberDataViewType.Single))
            {
                throw new InvalidDataException(
                    $"The model '{model.Path}' takes {column.Type} in the column '{column.Name}', which the text "
                    + $"file '{file}' cannot hold; an .idv file can.");
            }
        }

        _places = [.. kept.Concat(model.NeededColumns).Select(name => Array.IndexOf(columns, name))];
    }

    public override IReadOnlyDictionary<string, ColumnValue> CreateValues()
        => _needed.Select((column, i) => (column, i)).ToDictionary(
            pair => pair.column.Name, pair => CreateValue(pair.column, _kept + pair.i));

    protected override IEnumerable<InputItem> ReadAll()
    {
        using TableReader table = Open();
        for (long row = 1; table.Read() is { } fields; row++)
            yield return new InputItem(NameOf(row), Array.ConvertAll(_places, place => fields[place]));
    }

    private static ColumnValue CreateValue(DataViewSchema.Column column, int place)
    {
        if (column.Type is TextDataViewType)
        {
            return new ColumnValue<ReadOnlyMemory<char>>(
                (in InputItem item, ref ReadOnlyMemory<char> text) => text = item.Fields[place].AsMemory());
        }

        string name = column.Name;
        return new ColumnValue<float>((in InputItem item, ref float number) => number = Parse(item.Fields[place], name));
    }

    private static float Parse(string field, string column)
    {
        if (float.TryParse(field, NumberStyles.Float, CultureInfo.InvariantCulture, out float number))
            return number;
        return ColumnSummary.IsMissing(field)
            ? float.NaN
            : throw new FormatException($"The column '{column}' holds '{field}', which is no number.");
    }

    // Without the escapes of our own TSV: train, too, takes fields as they are.
    private TableReader Open() => new(_file, hasEscapes: false);
}
