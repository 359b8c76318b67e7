using MlNetShallow.Benchmarks.Accuracy.Figures;

namespace MlNetShallow.Benchmarks.Accuracy.Summary;

/// <summary>A table a set: all contestants and all figures, best first.</summary>
internal static class FullTables
{
    public static void Write(IReadOnlyCollection<SetAverage> averages, TextWriter output)
    {
        foreach (var set in averages.GroupBy(average => average.Set))
        {
            SetAverage first = set.First();
            output.WriteLine(
                $"\n### {set.Key}\n\n{first.Size.Training} rows to learn from, {first.Size.Test} to test with, "
                    + $"{first.Size.Columns} columns.\n");
            bool isRegression = first.Task == LearningTask.Regression;
            output.WriteLine(isRegression
                ? Text.Header("", "splits", "R²", "MAE", "CPU s", "MB added")
                : Text.Header("", "splits", "log-loss", "accuracy", "AUC", "ECE", "CPU s", "MB added"));
            foreach (SetAverage own in isRegression
                ? set.OrderByDescending(average => average.RSquared?.Mean) : set.OrderBy(average => average.LogLoss?.Mean))
            {
                string[] figures = isRegression
                    ? [Text.Of(own.RSquared), Text.Of(own.AbsoluteError)]
                    : [Text.Of(own.LogLoss), Text.Of(own.Accuracy), Text.Of(own.AreaUnderCurve), Text.Of(own.CalibrationError)];
                output.WriteLine(Text.Row(
                [
                    ContestantNames.All[own.Contestant], $"{own.Splits}", .. figures, Text.Short(own.CpuSeconds),
                    Text.Whole(own.AddedMegabytes),
                ]));
            }
        }
    }
}
