using MlNetShallow.Sample.Comparison.Trainers;
using MlNetShallow.Sample.Data.Tables;

namespace MlNetShallow.Benchmarks.Accuracy.Contestants;

/// <summary>ML.NET's own trainers with the options that they come with.</summary>
internal static class MlNetTrainers
{
    /// <summary>Why one of them can't run here; null where all can.</summary>
    public static string? WhyMissing => BuiltInTrainers.WhyMissing;

    public static IEnumerable<Contestant> For(LearningTask task) => BuiltInTrainers
        .For(task switch
        {
            LearningTask.Binary => TableTask.Binary,
            LearningTask.Multiclass => TableTask.Multiclass,
            _ => TableTask.Regression,
        })
        .Select(trainer => MlNetPipeline.OfSingles(
            $"ML.NET {trainer.Name}",
            trainer.GivesProbabilities,
            (context, _) => trainer.Create(context, "Label", "Features")));
}
