namespace MlNetShallow.Benchmarks.Accuracy.Figures;

/// <summary>The contestants' short names, which the file of measurements has, and those of the tables.</summary>
internal static class ContestantNames
{
    public const string Ours = "ours";
    public const string Before = "before";
    public const string Guessing = "guessing";
    public const string LightGbm = "ml-lightgbm";

    public static IReadOnlyDictionary<string, string> All { get; } = new Dictionary<string, string>
    {
        [Ours] = "**ShallowNetwork**",
        [Before] = "ShallowNetwork, one fixed λ",
        [Guessing] = "guessing",
        ["sk-mlp"] = "scikit-learn MLP",
        ["sk-linear"] = "scikit-learn linear",
        ["sk-forest"] = "scikit-learn forest",
        ["sk-boosting"] = "scikit-learn boosting",
        ["ml-lbfgs"] = "ML.NET Lbfgs",
        ["ml-sdca"] = "ML.NET Sdca",
        ["ml-fasttree"] = "ML.NET FastTree",
        [LightGbm] = "ML.NET LightGbm",
    };

    /// <summary>Whether it is ranked: what is a measure for ours alone is not.</summary>
    public static bool IsRanked(string contestant) => contestant is not (Before or Guessing);
}
