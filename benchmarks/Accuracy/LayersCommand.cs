using System.CommandLine;
using MlNetShallow.Benchmarks.Accuracy.Contestants;
using MlNetShallow.Benchmarks.Accuracy.Figures;
using MlNetShallow.Benchmarks.Accuracy.Problems;
using MlNetShallow.Benchmarks.Data;
using static System.FormattableString;

namespace MlNetShallow.Benchmarks.Accuracy;

/// <summary><c>layers</c>: what more hidden layers of the default's width bring on the tables, all else as it comes: on the same
/// splits, a line a split. See docs/accuracy.md.</summary>
internal sealed class LayersCommand : Command
{
    private static readonly int[][] Layers = [[100], [100, 100], [100, 100, 100]];

    private readonly Option<string[]> _sets = new("--sets")
    {
        Description = "The sets, by name. Default: all tables.",
        AllowMultipleArgumentsPerToken = true,
    };

    private readonly Option<int> _splits = new("--splits")
    {
        Description = "How many splits.",
        DefaultValueFactory = _ => 5,
    };

    private readonly Option<string> _datasets = new("--datasets")
    {
        Description = "The folder that the folder tables is in.",
        DefaultValueFactory = _ => CoursePictures.DatasetsFolder,
    };

    public LayersCommand()
        : base("layers", "What more hidden layers bring on the tables: log-loss or 1 − R², of each split and number of layers.")
    {
        foreach (Option option in (Option[])[_sets, _splits, _datasets])
            Options.Add(option);
        SetAction(parsed =>
        {
            string datasets = parsed.GetRequiredValue(_datasets);
            string[] sets = parsed.GetValue(_sets) ?? [];
            Console.WriteLine("set\tsplit\t1 layer\t2 layers\t3 layers\tCPU s\tCPU s\tCPU s");
            foreach (ProblemSource source in ProblemSource.All(datasets, Path.Combine(datasets, "tables")))
            {
                if (sets.Length == 0 ? source.Kind == SetKind.Table : sets.Contains(source.Name))
                    Measure(source, parsed.GetValue(_splits));
            }
        });
    }

    private static void Measure(ProblemSource source, int splits)
    {
        for (int split = 0; split < splits && source.Pose(split) is { } problem; split++)
        {
            (double Error, double Seconds)[] figures = Array.ConvertAll(Layers, layers =>
            {
                (Cost cost, Predictions predictions) =
                    OurTrainers.WithLayers(layers).Compete(source.Kind, problem, split + 1);
                Quality quality = predictions.Judge(problem.Task, problem.Classes, problem.Test.Labels);
                return (quality.Error, cost.CpuSeconds);
            });
            Console.WriteLine(string.Join('\t',
            [
                source.Name, Invariant($"{split}"), .. figures.Select(figure => Invariant($"{figure.Error:F5}")),
                .. figures.Select(figure => Invariant($"{figure.Seconds:F1}")),
            ]));
        }
    }
}
