using System.Text.RegularExpressions;
using MlNetShallow.Sample.Tests;

namespace MlNetShallow.Docs.Tests.Markdown;

public partial class PagesTests
{
    // What is run, and what there is nothing to run of: outputs, project files, diagrams.
    private static readonly string[] Languages = ["bash", "csharp", "mermaid", "python", "text", "xml", "yaml"];

    public static TheoryData<string> Paths => [.. Pages.All.Select(page => page.Path)];

    [Theory]
    [MemberData(nameof(Paths))]
    public void EveryBlockOfCodeSaysWhatItIsAndIfItIsNotRunWhyNot(string path)
    {
        foreach (CodeBlock block in MarkdownPage.Read(path).Blocks)
        {
            Assert.True(
                Languages.Contains(block.Language),
                $"{block.Place}: the fence says '{block.Language}' and must say one of {string.Join(", ", Languages)}.");
            Assert.True(block.NotRun != "", $"{block.Place}: behind not-run: stands no reason.");
            Assert.True(
                block.NotRun is not null || block.Language != "python", $"{block.Place}: it is not run here, and must say why.");
        }
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public void CommandsStandInFences(string path)
        => Assert.Empty(MarkdownPage.Read(path).Prose
            .Where(line => IndentedCommand().IsMatch(line.Text))
            .Select(line => $"{path}:{line.Line}: {line.Text}"));

    [Theory]
    [MemberData(nameof(Paths))]
    public void LinksLeadSomewhere(string path)
    {
        foreach ((int line, string target) in MarkdownPage.Read(path).Links)
        {
            string[] parts = target.Split('#', 2);
            string file = parts[0].Length == 0
                ? path
                : Path.GetRelativePath(RepositoryFiles.Path(), RepositoryFiles.Path(Path.GetDirectoryName(path)!, parts[0]));
            string full = RepositoryFiles.Path(file);
            Assert.True(File.Exists(full) || Directory.Exists(full), $"{path}:{line}: there is no '{target}'.");
            if (parts.Length > 1)
            {
                Assert.True(
                    MarkdownPage.Read(file).Anchors.Contains(parts[1]), $"{path}:{line}: '{file}' has no heading '{parts[1]}'.");
            }
        }
    }

    [GeneratedRegex(@"^ {4,}(\./|dotnet |mlnetshallow |benchmarks/|git )")]
    private static partial Regex IndentedCommand();
}
