using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetShallow.Data.Pipelines;
using MlNetShallow.Data.Tables;
using MlNetShallow.Evaluation.Scored;

namespace MlNetShallow.Evaluation.Comparisons;

/// <summary>The class of each example, from 0; in a regression all are of class 0.</summary>
internal static class Strata
{
    /// <summary>The classes of the examples to learn from, each of which has as many examples as are needed.</summary>
    /// <param name="examples">The examples.</param>
    /// <param name="least">How many of each class, or in all, there must be.</param>
    /// <param name="reason">What for.</param>
    /// <exception cref="InvalidDataException">There are fewer.</exception>
    public static int[] OfTraining(LabelledExamples examples, int least, string reason)
    {
        int[] strata = Read(examples.Training, examples);
        foreach ((string? name, int count) in Counts(strata, examples))
        {
            if (count < least)
            {
                throw new InvalidDataException(name is null
                    ? $"There are {count} rows to learn from; {reason} needs at least {least}."
                    : $"There are {count} examples of class '{name}'; {reason} needs at least {least} of each class.");
            }
        }

        return strata;
    }

    /// <summary>Makes sure that a test set can be measured.</summary>
    /// <exception cref="InvalidDataException">It lacks one of two classes, or has no rows.</exception>
    public static void CheckTest(IDataView test, LabelledExamples examples)
    {
        int[] strata = Read(test, examples);
        if (strata.Length == 0)
            throw new InvalidDataException("The test set has no rows.");
        if (examples.Task != TableTask.Binary)
            return;
        foreach ((string? name, int count) in Counts(strata, examples))
        {
            if (count == 0)
                throw new InvalidDataException($"The test set has no example of class '{name}'; an AUC takes both classes.");
        }
    }

    /// <summary>The classes of data by their label, where they have one that names classes; else all are of class 0.</summary>
    /// <param name="data">The data.</param>
    /// <param name="labelColumn">The label.</param>
    /// <param name="least">How many of each class, or in all, there must be.</param>
    /// <param name="reason">What for.</param>
    /// <exception cref="InvalidDataException">There are fewer.</exception>
    public static int[] Of(IDataView data, string labelColumn, int least, string reason)
    {
        string[] labels = Labels(data, labelColumn);
        string[] names = [.. labels.Distinct().Order(StringComparer.Ordinal)];
        if (labels.Length < least)
            throw new InvalidDataException($"There are {labels.Length} rows to learn from; {reason} needs at least {least}.");
        foreach (IGrouping<string, string> group in labels.GroupBy(label => label).Where(group => group.Count() < least))
        {
            throw new InvalidDataException(
                $"There are {group.Count()} rows with the label '{group.Key}'; {reason} needs at least {least} of each class.");
        }

        Dictionary<string, int> numbers = names.Index().ToDictionary(name => name.Item, name => name.Index);
        return [.. labels.Select(label => numbers[label])];
    }

    private static string[] Labels(IDataView data, string labelColumn)
    {
        DataViewSchema.Column? label = data.Schema.GetColumnOrNull(labelColumn);
        bool namesClasses = label?.Type is BooleanDataViewType or KeyDataViewType or TextDataViewType;
        using DataViewRowCursor cursor = data.GetRowCursor(namesClasses ? [label!.Value] : []);
        Func<string?> read = namesClasses ? ValueTexts.Reader(cursor, label!.Value) : () => "";
        var labels = new List<string>();
        while (cursor.MoveNext())
            labels.Add(read() ?? "");
        return [.. labels];
    }

    private static int[] Read(IDataView rows, LabelledExamples examples) => examples.Task switch
    {
        TableTask.Binary => [.. rows.GetColumn<bool>(examples.LabelColumn).Select(isPositive => isPositive ? 1 : 0)],
        TableTask.Multiclass => [.. rows.GetColumn<uint>(examples.LabelColumn).Select(key => (int)key - 1)],
        _ => [.. rows.GetColumn<float>(examples.LabelColumn).Select(_ => 0)],
    };

    private static IEnumerable<(string? Name, int Count)> Counts(int[] strata, LabelledExamples examples)
        => examples.Task == TableTask.Regression
            ? [(null, strata.Length)]
            : examples.Classes.Select((name, i) => ((string?)name, strata.Count(stratum => stratum == i)));
}
