using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetShallow.Data.Pipelines;
using MlNetShallow.Data.Tables;

namespace MlNetShallow.Evaluation.Scored;

/// <summary>The classes that a model tells apart, and how labels and predictions of any type name them.</summary>
internal sealed class ClassNumbers
{
    private const string SlotNames = nameof(SlotNames);

    private static readonly Dictionary<string, int> Flags = new(StringComparer.OrdinalIgnoreCase)
    {
        ["0"] = 0, ["-1"] = 0, ["false"] = 0, ["1"] = 1, ["true"] = 1,
    };

    private readonly Dictionary<string, int> _numbers;
    private readonly bool _areTwo;

    private ClassNumbers(string[] names, bool areTwo)
    {
        (Names, _areTwo) = (names, areTwo);
        _numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach ((int number, string name) in names.Index())
        {
            if (!_numbers.TryAdd(name, number))
                throw new ArgumentOutOfRangeException(paramName: null, $"Two classes are called '{name}'.");
        }
    }

    public string[] Names { get; }

    /// <summary>The classes of a model, by the names that are given or that its columns know.</summary>
    /// <param name="columns">The columns.</param>
    /// <param name="given">Names; null for none.</param>
    /// <param name="count">The number of scores.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are more or fewer names than scores, or two are the same.</exception>
    public static ClassNumbers Find(ScoredColumns columns, IReadOnlyList<string>? given, int count)
    {
        if (given is not null && given.Count != count)
        {
            throw new ArgumentOutOfRangeException(
                paramName: null,
                $"{nameof(ScoredDataOptions.ClassNames)} has {given.Count} names; the model tells {count} classes apart.");
        }

        bool areTwo = columns.Task == TableTask.Binary;
        string[] names = given is not null ? [.. given]
            : areTwo ? NamesOfTwo(columns.Label)
            : Full(SlotNamesOf(columns.Score), count) ?? Full(KeyNames.Of(columns.PredictedLabel), count)
                ?? Full(KeyNames.Of(columns.Label), count)
                ?? [.. Enumerable.Range(columns.Label.Type is KeyDataViewType ? 1 : 0, count).Select(number => $"{number}")];
        return new(names, areTwo);
    }

    /// <summary>Reads the class of the row at hand, by number; -1 where it is missing.</summary>
    /// <param name="row">The row.</param>
    /// <param name="column">The label or the prediction.</param>
    public Func<int> Reader(DataViewRow row, DataViewSchema.Column column)
    {
        if (column.Type is BooleanDataViewType && _areTwo)
        {
            var getFlag = row.GetGetter<bool>(column);
            bool flag = false;
            return () =>
            {
                getFlag(ref flag);
                return flag ? 1 : 0;
            };
        }

        Func<string?> read = ValueTexts.Reader(row, column);
        // Keys without names count the classes from 1.
        bool areNumbers = column.Type is KeyDataViewType && KeyNames.Of(column) is null;
        return () => read() is not { Length: > 0 } text ? -1
            : areNumbers && int.TryParse(text, out int key) && key <= Names.Length ? key - 1
            : Find(text) ?? throw new InvalidDataException(
                $"Row {row.Position + 1} has '{text}' in column '{column.Name}'; the classes are {string.Join(", ", Names)}.");
    }

    private int? Find(string text)
        => _numbers.TryGetValue(text, out int number) || (_areTwo && Flags.TryGetValue(text, out number)) ? number : null;

    private static string[] NamesOfTwo(DataViewSchema.Column label)
        => Full(KeyNames.Of(label), 2) ?? (label.Type is NumberDataViewType or KeyDataViewType ? ["0", "1"] : ["false", "true"]);

    private static string[]? Full(string[]? names, int count)
        => names?.Length == count && names.All(name => name != "") && names.Distinct().Count() == count ? names : null;

    private static string[]? SlotNamesOf(DataViewSchema.Column scores)
    {
        if (scores.Annotations.Schema.GetColumnOrNull(SlotNames)?.Type is not VectorDataViewType { ItemType: TextDataViewType })
            return null;
        VBuffer<ReadOnlyMemory<char>> names = default;
        scores.Annotations.GetValue(SlotNames, ref names);
        return [.. names.DenseValues().Select(name => name.ToString())];
    }
}
