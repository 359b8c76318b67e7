using System.CommandLine;
using System.Globalization;
using Microsoft.ML;
using MlNetShallow.Benchmarks.Accuracy.Contestants;
using MlNetShallow.Benchmarks.Accuracy.Figures;
using MlNetShallow.Benchmarks.Accuracy.Problems;
using MlNetShallow.Benchmarks.Data;
using MlNetShallow.Evaluation;
using MlNetShallow.Evaluation.Comparisons.Tables;

namespace MlNetShallow.Benchmarks.Accuracy;

/// <summary><c>tuned</c>: what a search for options brings on the tables, beside the defaults on the same splits. See
/// docs/tuning.md.</summary>
internal sealed class TunedCommand : Command
{
    private const int MostSplits = 5;

    private readonly Option<string[]> _sets = new("--sets")
    {
        Description = "The tables, by name. Default: all.",
        AllowMultipleArgumentsPerToken = true,
    };

    private readonly Option<int> _trials = new("--trials")
    {
        Description = "How many sets of options are tried on each split.",
        DefaultValueFactory = _ => 32,
    };

    private readonly Option<string> _datasets = new("--datasets")
    {
        Description = "The folder of the sets that are no part of the repository.",
        DefaultValueFactory = _ => CoursePictures.DatasetsFolder,
    };

    public TunedCommand()
        : base("tuned", "What a search for options brings on tables, beside the defaults: log-loss, or 1 − R², on five splits.")
    {
        foreach (Option option in (Option[])[_sets, _trials, _datasets])
            Options.Add(option);
        SetAction(Run);
    }

    private void Run(ParseResult parsed)
    {
        string[] sets = parsed.GetValue(_sets) ?? [];
        int trials = parsed.GetValue(_trials);
        Console.WriteLine("table\tdefaults\ttuned\tgain\tdeviation of the gain\tbetter of 5");
        foreach (ProblemSource source in TableProblems.All(Path.Combine(parsed.GetRequiredValue(_datasets), "tables"))
            .Where(source => sets.Length == 0 || sets.Contains(source.Name)))
        {
            var losses = new List<(double Defaults, double Tuned)>();
            for (int split = 0; split < MostSplits && source.Pose(split) is { } problem; split++)
            {
                losses.Add(Measure(problem, split + 1, trials));
                Console.Error.WriteLine(Text($"# {source.Name}, split {split}: {losses[^1].Defaults:F4}, tuned {losses[^1].Tuned:F4}"));
            }

            if (losses.Count == 0)
            {
                Console.WriteLine($"{source.Name}\tnot measured: its data are not there");
                continue;
            }

            double[] gains = [.. losses.Select(loss => loss.Defaults - loss.Tuned)];
            var gain = Statistic.Of(gains);
            Console.WriteLine(Text($"{source.Name}\t{losses.Average(loss => loss.Defaults):F4}\t{losses.Average(loss => loss.Tuned):F4}")
                + Text($"\t{gain.Mean:F4}\t{gain.Deviation:F4}\t{gains.Count(own => own > 0)}"));
        }
    }

    private static (double Defaults, double Tuned) Measure(Problem problem, int seed, int trials)
    {
        var context = new MLContext(seed);
        IDataView train = problem.Train.ToDataView(context, problem), test = problem.Test.ToDataView(context, problem);
        var search = new ShallowNetworkSearchOptions { Trials = trials, Seed = seed };
        (IEstimator<ITransformer> defaults, SearchResult result) = problem.Task switch
        {
            LearningTask.Binary => ((IEstimator<ITransformer>, SearchResult))(
                context.BinaryClassification.Trainers.ShallowNetwork(new ShallowNetworkBinaryTrainer.Options { Seed = seed }),
                context.BinaryClassification.ShallowNetworkSearch(train, search: search)),
            LearningTask.Multiclass => (
                context.MulticlassClassification.Trainers.ShallowNetwork(
                    new ShallowNetworkMulticlassTrainer.Options { Seed = seed }),
                context.MulticlassClassification.ShallowNetworkSearch(train, search: search)),
            _ => (
                context.Regression.Trainers.ShallowNetwork(new ShallowNetworkRegressionTrainer.Options { Seed = seed }),
                context.Regression.ShallowNetworkSearch(train, search: search)),
        };
        Console.Error.WriteLine($"# {problem.Name}: {result.Best}");
        return (Loss(defaults.Fit(train)), Loss(result.Model!));

        double Loss(ITransformer model) => MlNetPipeline.Read(model.Transform(test), problem.Task)
            .Judge(problem.Task, problem.Classes, problem.Test.Labels).Error;
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
