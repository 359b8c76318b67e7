using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetShallow.Batch.Scoring;
using MlNetShallow.Data.Rows;
using MlNetShallow.Data.Tables;

namespace MlNetShallow.Batch.Inputs;

/// <summary>What a model takes of the rows of a table of text, and what goes from them to the output.</summary>
internal sealed class TextRows
{
    private readonly DataViewSchema.Column[] _needed;
    private readonly int[] _keptPlaces;
    private readonly int[] _neededPlaces;

    /// <param name="name">What messages call the table.</param>
    /// <param name="table">The table.</param>
    /// <param name="model">The model.</param>
    /// <param name="kept">The columns that go to the output as they are.</param>
    /// <exception cref="InvalidDataException">A column is missing, or the model wants vectors.</exception>
    public TextRows(string name, RowReader table, ScoringModel model, IReadOnlyList<string> kept)
    {
        _needed = [.. model.InputColumns.Select(column => model.InputSchema[column])];
        string[] columns = [.. table.Columns];
        TableInputs.CheckPresent(name, columns, model.InputColumns, $"that the model '{model.Name}' takes");
        TableInputs.CheckPresent(name, columns, kept, "that ScoringInputs.keep names");
        foreach (DataViewSchema.Column column in _needed)
        {
            if (column.Type is not TextDataViewType && !column.Type.Equals(NumberDataViewType.Single))
            {
                throw new InvalidDataException(
                    $"The model '{model.Name}' takes {column.Type} in the column '{column.Name}', which the text "
                    + $"file '{name}' cannot hold; an .idv or .parquet file can.");
            }
        }

        _keptPlaces = [.. kept.Select(column => Array.IndexOf(columns, column))];
        _neededPlaces = [.. model.InputColumns.Select(column => Array.IndexOf(columns, column))];
    }

    /// <summary>Makes what a row has in the model's columns, for one thread.</summary>
    public IReadOnlyDictionary<string, ColumnValue> CreateValues()
        => _needed.Select((column, i) => (column, i)).ToDictionary(
            pair => pair.column.Name, pair => CreateValue(pair.column, pair.i));

    /// <summary>The rows that the reader has yet to read.</summary>
    public IEnumerable<InputItem> Read(RowReader table)
    {
        var needed = new FieldCopier(_neededPlaces);
        while (table.Read())
        {
            yield return new InputItem(
                TableInputs.NameOf(table.Row),
                Array.ConvertAll(_keptPlaces, place => table[place].ToString()),
                needed.Copy(table));
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
