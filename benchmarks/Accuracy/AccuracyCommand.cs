using System.CommandLine;
using System.Globalization;
using MlNetShallow.Benchmarks.Accuracy.Contestants;
using MlNetShallow.Benchmarks.Accuracy.Problems;
using MlNetShallow.Benchmarks.Data;

namespace MlNetShallow.Benchmarks.Accuracy;

/// <summary><c>accuracy</c>: how good the trainers are as they come, beside others as they come. See docs/accuracy.md.</summary>
internal sealed class AccuracyCommand : Command
{
    /// <summary>A contestant that no floor is about is measured with one seed only if its first fit takes longer, in
    /// seconds.</summary>
    private const double LongFit = 10;

    private static readonly string[] Problems = [.. ProblemSource.All("").Select(source => source.Name)];

    private readonly Option<string[]> _problems = new("--problems")
    {
        Description = $"The problems: {string.Join(", ", Problems)}.",
        AllowMultipleArgumentsPerToken = true,
        DefaultValueFactory = _ => Problems,
    };

    private readonly Option<int> _seeds = new("--seeds") { Description = "How many seeds.", DefaultValueFactory = _ => 5 };

    private readonly Option<string> _datasets = new("--datasets")
    {
        Description = "The folder with the sets of pictures.",
        DefaultValueFactory = _ => CoursePictures.DatasetsFolder,
    };

    private readonly Option<string> _python = new("--python")
    {
        Description = "The Python that has NumPy and scikit-learn.",
        DefaultValueFactory = _ => PythonPeer.DefaultPython,
    };

    private readonly Option<string> _results = new("--results")
    {
        Description = "The file that gets each measurement as it is made.",
        DefaultValueFactory = _ => Path.Combine("artifacts", "accuracy.tsv"),
    };

    private readonly Option<bool> _keep = new("--keep") { Description = "Do not repeat measurements that are in that file." };

    public AccuracyCommand()
        : base("accuracy", "How good our trainers are with their defaults, beside scikit-learn's and ML.NET's own.")
    {
        _problems.AcceptOnlyFromAmong(Problems);
        foreach (Option option in (Option[])[_problems, _seeds, _datasets, _python, _results, _keep])
            Options.Add(option);
        SetAction(Run);
    }

    private int Run(ParseResult parsed)
    {
        int seeds = parsed.GetValue(_seeds);
        string[] asked = parsed.GetRequiredValue(_problems);
        var results = new MeasurementFile(parsed.GetRequiredValue(_results), parsed.GetValue(_keep));
        ProblemSource[] sources =
            [.. ProblemSource.All(parsed.GetRequiredValue(_datasets)).Where(source => asked.Contains(source.Name))];
        string folder = Directory.CreateTempSubdirectory("accuracy-").FullName;
        try
        {
            using ScikitLearn? peers = ScikitLearn.TryStart(parsed.GetRequiredValue(_python), folder, out string? whyMissing);
            Note(peers?.Versions ?? $"scikit-learn is not measured: {whyMissing}");
            if (MlNetTrainers.WhyMissing is { } why)
                Note(why);
            foreach (ProblemSource source in sources)
                Measure(source, seeds, peers, results);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        var report = new AccuracyReport(results.Measurements, Console.Out);
        foreach (ProblemSource source in sources)
            report.WriteTable(source.Name);
        Console.WriteLine();
        bool[] held = [.. sources.Select(source => report.WriteVerdict(source, seeds))];
        return held.All(isHeld => isHeld) ? 0 : 1;
    }

    private static void Measure(ProblemSource source, int seeds, ScikitLearn? peers, MeasurementFile results)
    {
        HashSet<string> given = [];
        for (int seed = 1; seed <= seeds; seed++)
        {
            if (source.Pose(seed) is not { } problem)
            {
                Note($"{source.Name} is left out: its pictures are not there");
                return;
            }

            Contestant[] contestants =
                [.. OurTrainers.For(problem.Task), .. peers?.For(problem.Task) ?? [], .. MlNetTrainers.For(problem.Task)];
            foreach (Contestant contestant in contestants.Where(contestant => !given.Contains(contestant.Name)))
            {
                if (!Measure(source, problem, contestant, seed, results))
                    given.Add(contestant.Name);
            }
        }
    }

    /// <summary>Measures; false if another seed is not worth while.</summary>
    private static bool Measure(
        ProblemSource source, Problem problem, Contestant contestant, int seed, MeasurementFile results)
    {
        Measurement? measurement = results.Find(source.Name, contestant.Name, seed);
        if (measurement is null)
        {
            try
            {
                (double seconds, Predictions predictions) = contestant.Compete(problem, seed);
                measurement = new(source.Name, problem.Task, contestant.Name, seed, seconds, predictions.Judge(problem));
            }
            catch (Exception error) when (error is InvalidOperationException or ArgumentException or ArithmeticException)
            {
                Note($"{source.Name}, {contestant.Name}, seed {seed} failed: {error.Message}");
                return false;
            }

            results.Add(measurement);
            Note(string.Create(
                CultureInfo.InvariantCulture,
                $"{source.Name}, {contestant.Name}, seed {seed}: {measurement.Quality.Main:F4} in "
                    + $"{measurement.SecondsToFit:G3} s"));
        }

        return seed > 1 || measurement.SecondsToFit <= LongFit || contestant.Name is Contestant.Ours or Contestant.Peer;
    }

    private static void Note(string text) => Console.Error.WriteLine($"# {text}");
}
