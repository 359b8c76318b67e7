using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetShallow.Data.Pipelines;
using MlNetShallow.Data.Tables;

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
