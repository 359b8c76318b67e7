using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetShallow.Batch.Scoring;
using MlNetShallow.Data.Delimited;
using MlNetShallow.Data.Tables;

namespace MlNetShallow.Batch.Inputs;

/// <summary>The rows of a CSV or TSV file.</summary>
internal sealed class TextTableInputs : TableInputs
{
    private readonly string _file;
    private readonly DataViewSchema.Column[] _needed;
    private readonly int[] _keptPlaces;
    private readonly int[] _neededPlaces;

    /// <exception cref="InvalidDataException">A column is missing, or the model wants vectors.</exception>
    public TextTableInputs(string file, ScoringModel model, IReadOnlyList<string> kept)
        : base(file, kept)
    {
        _file = file;
        _needed = [.. model.InputColumns.Select(name => model.InputSchema[name])];
        using DelimitedReader table = TextTable.Open(file);
        string[] columns = [.. table.Columns];
        CheckPresent(file, columns, model.InputColumns, $"that the model '{model.Name}' takes");
        CheckPresent(file, columns, kept, "that ScoringInputs.keep names");
        foreach (DataViewSchema.Column column in _needed)
        {
            if (column.Type is not TextDataViewType && !column.Type.Equals(NumberDataViewType.Single))
            {
                throw new InvalidDataException(
                    $"The model '{model.Name}' takes {column.Type} in the column '{column.Name}', which the text "
                    + $"file '{file}' cannot hold; an .idv file can.");
            }
        }

        _keptPlaces = [.. kept.Select(name => Array.IndexOf(columns, name))];
        _neededPlaces = [.. model.InputColumns.Select(name => Array.IndexOf(columns, name))];
    }

    public override IReadOnlyDictionary<string, ColumnValue> CreateValues()
        => _needed.Select((column, i) => (column, i)).ToDictionary(
            pair => pair.column.Name, pair => CreateValue(pair.column, pair.i));

    protected override IEnumerable<long> CountAll()
    {
        using DelimitedReader table = TextTable.Open(_file);
        while (table.Read())
            yield return table.Row;
    }

    protected override IEnumerable<InputItem> ReadAll()
    {
        var needed = new FieldCopier(_neededPlaces);
        using DelimitedReader table = TextTable.Open(_file);
        while (table.Read())
        {
            yield return new InputItem(
                NameOf(table.Row), Array.ConvertAll(_keptPlaces, place => table[place].ToString()), needed.Copy(table));
        }
    }

    private static ColumnValue CreateValue(DataViewSchema.Column column, int place)
    {
        if (column.Type is TextDataViewType)
        {
            return new ColumnValue<ReadOnlyMemory<char>>(
                (in InputItem item, ref ReadOnlyMemory<char> text) => text = item.Texts[place]);
        }

        string name = column.Name;
        return new ColumnValue<float>((in InputItem item, ref float number) =>
        {
            ReadOnlySpan<char> field = item.Texts[place].Span;
            if (!TableNumber.TryRead(field, out number))
                throw new FormatException($"The column '{name}' holds '{field}', which is no number.");
        });
    }
}
