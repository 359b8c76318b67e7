using MlNetShallow.Docs.Tests.Markdown;
using MlNetShallow.Sample.Tests;

namespace MlNetShallow.Docs.Tests.Reference;

public class VectorizationTableTests
{
    /// <summary>The tutorial shows some rows of what docs/vectorization.md has measured; <c>UPDATE_DOCS=1</c> copies them
    /// anew.</summary>
    [Fact]
    public void TheTutorialHasTheMeasuredFigures()
    {
        string tutorial = RepositoryFiles.Path("docs", "tutorial.md");
        if (Environment.GetEnvironmentVariable("UPDATE_DOCS") == "1")
        {
            Dictionary<string, string> measured = Rows("docs/vectorization.md").ToDictionary(What);
            string[] lines = File.ReadAllLines(tutorial);
            File.WriteAllLines(tutorial, lines.Select(line => IsRow(line) ? measured.GetValueOrDefault(What(line), line) : line));
        }

        string[] shown = [.. Rows("docs/tutorial.md")];

        Assert.Equal(["loops", "matrices", "SIMD", "Gram"], shown.Select(row => row.Split('|')[1].Trim()));
        Assert.Empty(shown.Except(Rows("docs/vectorization.md")));
    }

    private static IEnumerable<string> Rows(string path)
        => MarkdownPage.Read(path).Prose.Select(line => line.Text).Where(IsRow);

    // The rows of the table of forms: name, threads, steps, and three measured numbers.
    private static bool IsRow(string line)
        => line.Split('|') is ["", _, _, _, _, var median, var ratio, ""]
            && double.TryParse(median, out _) && double.TryParse(ratio, out _);

    private static string What(string row) => string.Join('|', row.Split('|')[..4]);
}
