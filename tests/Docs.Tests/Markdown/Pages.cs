using MlNetShallow.Sample.Tests;

namespace MlNetShallow.Docs.Tests.Markdown;

/// <summary>The pages of the repository: the root's, those of docs/, and the others by their folders.</summary>
internal static class Pages
{
    private static readonly string[] Others =
        ["datasets/README.md", "samples/README.md", "src/Batch/README.md", "src/Package/README.md"];

    public static IReadOnlyList<MarkdownPage> All { get; } =
    [
        .. In("", SearchOption.TopDirectoryOnly).Concat(Others).Concat(In("docs", SearchOption.AllDirectories)).Select(MarkdownPage.Read),
    ];

    public static IEnumerable<CodeBlock> Blocks(string language)
        => All.SelectMany(page => page.Blocks).Where(block => block.Language == language && block.NotRun is null);

    private static IEnumerable<string> In(string folder, SearchOption depth)
        => Directory.GetFiles(RepositoryFiles.Path(folder), "*.md", depth)
            .Select(file => Path.GetRelativePath(RepositoryFiles.Path(), file).Replace('\\', '/'))
            .Order(StringComparer.Ordinal);
}
