using MlNetShallow.Benchmarks.Accuracy.Figures;

namespace MlNetShallow.Benchmarks.Accuracy.Contestants;

/// <summary>What needs no features: the classes' frequencies in the training part, or the mean of its labels.</summary>
internal static class Guessing
{
    public static Contestant Contestant { get; } = new(
        ContestantNames.Guessing, (_, _) => true, (_, problem, _) => (new(0), Guess(problem)));

    private static Predictions Guess(Problem problem)
    {
        double mean = problem.Train.Labels.Average(label => (double)label);
        double[] guess = problem.Task == LearningTask.Multiclass
            ? [.. Enumerable.Range(0, problem.Classes)
                .Select(label => problem.Train.Labels.Count(own => own == label) / (double)problem.Train.Rows)]
            : [mean];
        double[] all = [.. Enumerable.Repeat(guess, problem.Test.Rows).SelectMany(row => row)];
        return problem.Task == LearningTask.Regression ? new(all) : Predictions.OfProbabilities(all);
    }
}
