namespace MlNetShallow.Benchmarks.Accuracy.Problems;

/// <summary>Where a problem comes from.</summary>
/// <param name="Name">The name in the tables.</param>
/// <param name="IsOfPictures">Whether the floor is to be better than scikit-learn, not only as good.</param>
/// <param name="Pose">The problem for a seed; null where its data are missing.</param>
internal sealed record ProblemSource(string Name, bool IsOfPictures, Func<int, Problem?> Pose)
{
    public static ProblemSource[] All(string datasets)
    {
        var pictures = new PictureProblems(datasets);
        return
        [
            new("catvnoncat", true, pictures.Cats),
            new("catvnoncat-anew", true, pictures.CatsSplitAnew),
            new("pets", true, pictures.Pets),
            new("signs", true, pictures.Signs),
            new("moons", false, TabularProblems.Moons),
            new("moons-units", false, TabularProblems.MoonsInOtherUnits),
            new("circles", false, TabularProblems.Circles),
            new("text", false, TextProblem.Draw),
            new("friedman1", false, TabularProblems.Friedman1),
            new("friedman1-units", false, TabularProblems.Friedman1InOtherUnits),
        ];
    }
}
