using MlNetShallow.Sample.Data.Tables;

namespace MlNetShallow.Sample.Comparison.Trainers;

/// <summary>Stands in for ML.NET's own trainers where the subset of its packages is built on, which has none of them.</summary>
internal static class BuiltInTrainers
{
    public static string? WhyMissing
        => "ML.NET's own trainers are not compared: this build stands on offline/, which has none of them.";

    public static BuiltInTrainer[] For(TableTask _) => [];
}
