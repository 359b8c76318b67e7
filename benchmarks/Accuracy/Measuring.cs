using MlNetShallow.Benchmarks.Accuracy.Contestants;
using MlNetShallow.Benchmarks.Accuracy.Figures;
using MlNetShallow.Benchmarks.Accuracy.Problems;
using static System.FormattableString;

namespace MlNetShallow.Benchmarks.Accuracy;

/// <summary>Measures what a file of measurements does not have yet; a line on the error stream tells of each.</summary>
internal sealed class Measuring(MeasurementFile results, IReadOnlyCollection<string> contestants, int splits, string python)
{
    /// <summary>A peer whose first fit takes longer, in CPU seconds, is measured on the first split alone.</summary>
    private const double LongFit = 20;

    public void Measure(ProblemSource source)
    {
        using var scikitLearn = new ScikitLearn(python);
        Contestant[] chosen =
        [
            .. ((Contestant[])[.. OurTrainers.All, Guessing.Contestant, .. scikitLearn.All, .. MlNetTrainers.All])
                .Where(contestant => contestants.Contains(contestant.Name)),
        ];
        HashSet<string> given = [];
        for (int split = 0; split < splits; split++)
        {
            Contestant[] missing =
                [.. chosen.Where(one => !given.Contains(one.Name) && !results.Has(source.Name, split, one.Name) && IsQuick(one))];
            if (missing.Length == 0)
                continue;
            if (Pose(source, split) is not { } problem)
                return;

            foreach (Contestant contestant in missing.Where(one => one.TakesPart(source.Kind, problem)))
            {
                if (!Measure(source, problem, contestant, split))
                    given.Add(contestant.Name);
            }
        }

        bool IsQuick(Contestant one) => one.Name is ContestantNames.Ours or ContestantNames.Before
            || !results.Measurements.Any(m => m.Key == (source.Name, 0, one.Name) && m.Cost.CpuSeconds > LongFit);
    }

    /// <summary>The problem of a split; null where there is none, of which a line tells.</summary>
    private static Problem? Pose(ProblemSource source, int split)
    {
        string why = "its data are not there";
        try
        {
            if (source.Pose(split) is { } problem)
                return problem;
        }
        catch (InvalidDataException error)
        {
            why = error.Message;
        }

        Note($"{source.Name} is not measured: {why}");
        return null;
    }

    /// <summary>Measures; false if it failed.</summary>
    private bool Measure(ProblemSource source, Problem problem, Contestant contestant, int split)
    {
        try
        {
            (Cost cost, Predictions predictions) = contestant.Compete(source.Kind, problem, split + 1);
            Quality quality = predictions.Judge(problem.Task, problem.Classes, problem.Test.Labels);
            results.Add(new(source.Name, source.Kind, problem.Task, split, contestant.Name, problem.Size, cost, quality));
            double? figure = quality.LogLoss ?? quality.RSquared;
            Note(Invariant($"{source.Name}, split {split}, {contestant.Name}: {figure:F4} in {cost.CpuSeconds:G3} s"));
            return true;
        }
        catch (Exception error) when (error is InvalidOperationException or ArgumentException or ArithmeticException)
        {
            Note($"{source.Name}, split {split}, {contestant.Name} failed: {error.Message}");
            return false;
        }
    }

    private static void Note(string text) => Console.Error.WriteLine($"# {text}");
}
