using MlNetShallow.Data.Pipelines;
using MlNetShallow.Data.Tables;
using MlNetShallow.Evaluation;
using MlNetShallow.Evaluation.Comparisons;

namespace MlNetShallow.Sample.Trainers;

/// <summary>All trainers that can be compared here.</summary>
internal static class Entrants
{
    private const string MlNet = "ML.NET";

    /// <summary>Those of a task.</summary>
    /// <param name="examples">What is learnt from.</param>
    /// <param name="names">The ones to take, in either case; none for all.</param>
    /// <param name="loss">Of numbers, the loss that ours are trained by.</param>
    /// <exception cref="InvalidDataException">There is none of a name.</exception>
    public static Entrant[] Choose(LabelledExamples examples, IReadOnlyCollection<string> names, RegressionLoss loss)
    {
        Entrant[] all =
        [
            .. OurTrainers.For(examples, loss),
            .. GivesSeveralNumbers(loss) ? [] : BuiltInTrainers.For(examples.Task).Select(OfMlNet),
        ];
        foreach (string name in names)
        {
            if (!all.Any(entrant => IsNamed(entrant, name)))
            {
                throw new InvalidDataException(
                    $"There is no trainer '{name}' (--only) for {Describe(examples.Task)}; there are: "
                        + $"{string.Join(", ", all.Select(entrant => entrant.Name))}. {WhyMissing(loss)}".TrimEnd());
            }
        }

        return names.Count == 0 ? all : [.. all.Where(entrant => names.Any(name => IsNamed(entrant, name)))];

        Entrant OfMlNet(BuiltInTrainer trainer) => new(
            trainer.Name,
            MlNet,
            FeatureForm.ScaledSingles,
            fit => trainer.Create(fit.MLContext, examples.LabelColumn, examples.FeatureColumn));
    }

    /// <summary>Why some of ML.NET's are not compared, in a line; null where all are.</summary>
    public static string? WhyMissing(RegressionLoss loss) => GivesSeveralNumbers(loss)
        ? "ML.NET's trainers are not compared: none of them gives several quantiles." : BuiltInTrainers.WhyMissing;

    private static bool GivesSeveralNumbers(RegressionLoss loss) => loss.Outputs > 1;

    private static bool IsNamed(Entrant entrant, string name)
        => entrant.Name.Equals(name, StringComparison.OrdinalIgnoreCase);

    private static string Describe(TableTask task) => task switch
    {
        TableTask.Binary => "two classes",
        TableTask.Multiclass => "several classes",
        _ => "a regression",
    };
}
