using Microsoft.ML;
using Microsoft.ML.Runtime;
using MlNetShallow.Tasks;

namespace MlNetShallow.Input;

/// <summary>Whether the rows of a training tell of more than one class.</summary>
internal static class ClassCheck
{
    private const int ClassesToName = 10;

    /// <summary>Refuses rows of one class, and warns of classes that have none. A row of weight 0, or of a class whose factor is
    /// 0, tells of no class.</summary>
    /// <exception cref="InvalidOperationException">All rows are of one class.</exception>
    public static void Run(
        LearningTask task, DataViewSchema.Column label, RowSurvey rows, ClassWeights weights, TrainingLog log)
    {
        if (!task.HasClasses)
            return;
        string[] names = task.ClassNames(label);
        if (rows.Classes.Count == 1)
        {
            throw new InvalidOperationException(
                $"All {rows.RowsOfWeight} {rows.RowsOfWeightAre} have {names[(int)rows.Classes.Single()]} in label column " +
                $"'{label.Name}'; to learn the difference, a trainer needs rows of more than one class.");
        }

        // Another number of factors than of classes is refused when training starts.
        if (weights is GivenClassWeights { Factors: var factors } && factors.Count == names.Length
            && rows.Classes.Count(label => factors[(int)label] > 0) < 2)
        {
            throw new InvalidOperationException(
                $"{nameof(ClassWeights)} {weights} leave rows of fewer than two classes of label column '{label.Name}'; " +
                "to learn the difference, a trainer needs rows of more than one class.");
        }

        string[] missing = [.. names.Where((_, i) => !rows.Classes.Contains(i))];
        if (missing.Length > 0)
        {
            string named = string.Join(", ", missing.Take(ClassesToName).Select(name => $"'{name}'"));
            log.Warning(
                MessageSensitivity.Schema,
                $"{missing.Length} of {names.Length} classes of label column '{label.Name}' have no " +
                $"{rows.RowsOfWeightAre}; the model can't tell them: {named}{(missing.Length > ClassesToName ? ", …" : "")}.");
        }
    }
}
