namespace MlNetShallow.Benchmarks.Accuracy.Contestants;

/// <summary>Stands in for ML.NET's own trainers where the subset of its packages is built on, which has none of them.</summary>
internal static class MlNetTrainers
{
    public static string? WhyMissing
        => "ML.NET's own trainers are not measured: this build stands on offline/, which has none of them";

    public static Contestant[] For(LearningTask _) => [];
}
