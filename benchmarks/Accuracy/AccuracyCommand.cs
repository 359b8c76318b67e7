using System.CommandLine;
using MlNetShallow.Benchmarks.Accuracy.Figures;
using MlNetShallow.Benchmarks.Accuracy.Problems;
using MlNetShallow.Benchmarks.Accuracy.Summary;
using MlNetShallow.Benchmarks.Data;

namespace MlNetShallow.Benchmarks.Accuracy;

/// <summary><c>accuracy</c>: how good the trainers are as they come, beside others as they come. See docs/accuracy.md.</summary>
internal sealed class AccuracyCommand : Command
{
    /// <summary>All contestants but ours.</summary>
    private const string Peers = "peers";

    private const int MostSplits = 5;

    private static readonly char[] Separators = [',', ' '];

    private readonly Option<string[]> _sets = new("--sets")
    {
        Description = "The sets, by name. Default: all but those of many rows.",
        AllowMultipleArgumentsPerToken = true,
    };

    private readonly Option<string[]> _only = new("--only")
    {
        Description = $"The contestants: {string.Join(", ", ContestantNames.All.Keys)}; or {Peers}: all but ours. Default: all.",
        AllowMultipleArgumentsPerToken = true,
    };

    private readonly Option<int> _splits = new("--splits")
    {
        Description = $"How many splits, 1 to {MostSplits}.",
        DefaultValueFactory = _ => MostSplits,
    };

    private readonly Option<bool> _large = new("--large")
    {
        Description = "The sets of many rows, one split, for what they cost.",
    };

    private readonly Option<bool> _again = new("--again")
    {
        Description = "Measure anew what is asked for, though the file of results has it.",
    };

    private readonly Option<bool> _report = new("--report") { Description = "Measure nothing; tell of what the file has." };

    private readonly Option<string> _datasets = new("--datasets")
    {
        Description = "The folder of the sets that are no part of the repository.",
        DefaultValueFactory = _ => CoursePictures.DatasetsFolder,
    };

    private readonly Option<string?> _tables = new("--tables")
    {
        Description = "The folder of the tables. Default: tables in the one of the sets.",
    };

    private readonly Option<string> _python = new("--python")
    {
        Description = "The Python that has NumPy and scikit-learn.",
        DefaultValueFactory = _ => PythonPeer.DefaultPython,
    };

    private readonly Option<string> _results = new("--results")
    {
        Description = "The file that gets each measurement as it is made; what it has is not measured again.",
        DefaultValueFactory = _ => Path.Combine("artifacts", "accuracy.tsv"),
    };

    private readonly Option<string?> _markdown = new("--markdown")
    {
        Description = "A page for the summary; the full tables go to one beside it.",
    };

    public AccuracyCommand()
        : base("accuracy", "How good our trainers are with their defaults, beside scikit-learn's and ML.NET's own.")
    {
        foreach (Option option in
            (Option[])[_sets, _only, _splits, _large, _again, _report, _datasets, _tables, _python, _results, _markdown])
            Options.Add(option);
        SetAction(Run);
    }

    private int Run(ParseResult parsed)
    {
        string datasets = parsed.GetRequiredValue(_datasets);
        bool isLarge = parsed.GetValue(_large);
        ProblemSource[] all =
        [
            .. ProblemSource.All(datasets, parsed.GetValue(_tables) ?? Path.Combine(datasets, "tables"))
                .Where(source => source.Kind == SetKind.Large == isLarge),
        ];
        int splits = isLarge ? 1 : parsed.GetValue(_splits);
        if (splits is < 1 or > MostSplits)
            return Refuse($"--splits is {splits}; it is 1 to {MostSplits}.");
        if (Chosen(parsed, _sets, [.. all.Select(source => source.Name)]) is not { } sets
            || Chosen(parsed, _only, [.. ContestantNames.All.Keys]) is not { } contestants)
            return 1;

        var results = new MeasurementFile(parsed.GetRequiredValue(_results));
        if (parsed.GetValue(_again))
        {
            results.Remove(m =>
                sets.Contains(m.Set) && contestants.Contains(m.Contestant) && m.Split < splits);
        }

        if (!parsed.GetValue(_report))
        {
            var measuring = new Measuring(results, contestants, splits, parsed.GetRequiredValue(_python));
            foreach (ProblemSource source in all.Where(source => sets.Contains(source.Name)))
                measuring.Measure(source);
        }

        return Tell(results, [.. all.Select(source => source.Name)], parsed.GetValue(_markdown));
    }

    /// <summary>Tells of all that is measured, also by other runs; 0 if all floors are held.</summary>
    private static int Tell(MeasurementFile results, string[] order, string? markdown)
    {
        SetAverage[] averages =
            [.. SetAverage.All(results.Measurements).OrderBy(own => Place(own.Set)).ThenBy(own => own.Contestant)];
        IReadOnlyList<Floor> floors = new Floors(results.Measurements).Check();
        var summary = new SummaryPage(averages, floors);
        summary.Write(Console.Out);
        string[] without = [.. order.Except(averages.Select(average => average.Set))];
        if (without.Length > 0)
            Console.WriteLine($"\nnot measured: {string.Join(", ", without)}");
        if (markdown is not null)
            MarkdownPages.Write(markdown, summary, averages);
        return floors.All(floor => floor.IsHeld == true) ? 0 : 1;

        int Place(string set) => Array.IndexOf(order, set) is >= 0 and int place ? place : int.MaxValue;
    }

    /// <summary>What is chosen of some names; all by default, null where a name is none of them.</summary>
    private static string[]? Chosen(ParseResult parsed, Option<string[]> option, string[] names)
    {
        string[] given =
        [
            .. (parsed.GetValue(option) ?? []).SelectMany(value => value.Split(Separators, StringSplitOptions.RemoveEmptyEntries))
                .SelectMany(name => name == Peers ? names.Where(each => each != ContestantNames.Ours) : [name]),
        ];
        if (given.Length == 0)
            return names;
        if (given.FirstOrDefault(name => !names.Contains(name)) is not { } unknown)
            return given;
        Refuse($"{option.Name} has no '{unknown}'; it has {string.Join(", ", names)}.");
        return null;
    }

    private static int Refuse(string why)
    {
        Console.Error.WriteLine(why);
        return 1;
    }
}
