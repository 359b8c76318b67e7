using MlNetShallow.Data.Pipelines;
using MlNetShallow.Data.Tables;

namespace MlNetShallow.Evaluation.Comparisons.Trainers;

/// <summary>All trainers that can be compared here.</summary>
internal static class Entrants
{
    /// <summary>Those of a task.</summary>
    /// <param name="task">The task.</param>
    /// <param name="names">The ones to take, in either case; none for all.</param>
    /// <exception cref="InvalidDataException">There is none of a name.</exception>
    public static Entrant[] Choose(TableTask task, IReadOnlyCollection<string> names)
    {
        Entrant[] all = [.. OurTrainers.All, .. BuiltInTrainers.For(task).Select(OfMlNet)];
        foreach (string name in names)
        {
            if (!all.Any(entrant => IsNamed(entrant, name)))
            {
                throw new InvalidDataException(
                    $"There is no trainer '{name}' (--only) for {Describe(task)}; there are: "
                        + $"{string.Join(", ", all.Select(entrant => entrant.Name))}. {BuiltInTrainers.WhyMissing}".TrimEnd());
            }
        }

        return names.Count == 0 ? all : [.. all.Where(entrant => names.Any(name => IsNamed(entrant, name)))];
    }

    private static Entrant OfMlNet(BuiltInTrainer trainer) => new(
        trainer.Name,
        Entrant.MlNet,
        FeatureForm.ScaledSingles,
        trainer.GivesProbabilities,
        fit => trainer.Create(fit.MLContext, fit.Examples.LabelColumn, fit.Examples.FeatureColumn));

    private static bool IsNamed(Entrant entrant, string name)
        => entrant.Name.Equals(name, StringComparison.OrdinalIgnoreCase);

    private static string Describe(TableTask task) => task switch
    {
        TableTask.Binary => "two classes",
        TableTask.Multiclass => "several classes",
        _ => "a regression",
    };
}
