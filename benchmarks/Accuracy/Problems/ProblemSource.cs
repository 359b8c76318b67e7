using MlNetShallow.Benchmarks.Accuracy.Figures;

namespace MlNetShallow.Benchmarks.Accuracy.Problems;

/// <summary>Where a set comes from.</summary>
/// <param name="Name">The name in the tables.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Pose">The problem for a split, from 0; null where its data are missing.</param>
internal sealed record ProblemSource(string Name, SetKind Kind, Func<int, Problem?> Pose)
{
    /// <param name="datasets">The folder of the sets that are no part of the repository.</param>
    /// <param name="tables">The folder of the tables.</param>
    public static ProblemSource[] All(string datasets, string tables)
    {
        var pictures = new PictureProblems(datasets);
        var texts = new TextProblems(tables);
        return
        [
            .. TableProblems.All(tables),
            new("adult", SetKind.Table, new AdultProblem(tables).Pose),
            .. DrawnProblems.All,
            new("catvnoncat", SetKind.Picture, pictures.Cats),
            new("catvnoncat-anew", SetKind.Picture, pictures.CatsSplitAnew),
            new("pets", SetKind.Picture, pictures.Pets),
            new("drawn-cats", SetKind.Picture, pictures.DrawnCats),
            new("signs", SetKind.Picture, pictures.Signs),
            new("text", SetKind.Text, TextProblem.Draw),
            new("messages", SetKind.Text, texts.Messages),
            new("sms", SetKind.Text, texts.Sms),
            .. LargeProblems.All,
        ];
    }
}
