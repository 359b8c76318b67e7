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
        if (task is SeveralLabels)
        {
            CheckEach(task, label, rows, log);
            return;
        }

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

    /// <summary>Warns of labels that are the same in all rows.</summary>
    /// <exception cref="InvalidOperationException">All are.</exception>
    private static void CheckEach(LearningTask task, DataViewSchema.Column label, RowSurvey rows, TrainingLog log)
    {
        string[] names = task.HasClasses ? task.TargetNames(label) : [];
        string[] same = [.. names.Where((_, k) => rows.ClassesOf(k).Count == 1)];
        if (same.Length == 0)
            return;
        if (same.Length == names.Length)
        {
            throw new InvalidOperationException(
                $"All {rows.RowsOfWeight} {rows.RowsOfWeightAre} have the same in every label of label column '{label.Name}'; to " +
                "learn the difference, a trainer needs rows that differ.");
        }

        string named = string.Join(", ", same.Take(ClassesToName).Select(name => $"'{name}'"));
        log.Warning(
            MessageSensitivity.Schema,
            $"{same.Length} of {names.Length} labels of label column '{label.Name}' are the same in all {rows.RowsOfWeightAre}; the " +
            $"model learns nothing of them: {named}{(same.Length > ClassesToName ? ", …" : "")}.");
    }
}
