using MlNetShallow.Sample.Tests;

namespace MlNetShallow.Docs.Tests.Markdown;

/// <summary>The pages of the repository, but for those of its tests.</summary>
internal static class Pages
{
    private static readonly string[] Folders = ["datasets", "docs", "samples", "src"];

    public static IReadOnlyList<MarkdownPage> All { get; } =
    [
        .. In("", SearchOption.TopDirectoryOnly)
            .Concat(Folders.SelectMany(folder => In(folder, SearchOption.AllDirectories))).Select(MarkdownPage.Read),
    ];

    public static IEnumerable<CodeBlock> Blocks(string language)
        => All.SelectMany(page => page.Blocks).Where(block => block.Language == language && block.NotRun is null);

    private static IEnumerable<string> In(string folder, SearchOption depth)
        => Directory.GetFiles(RepositoryFiles.Path(folder), "*.md", depth)
            .Select(file => Path.GetRelativePath(RepositoryFiles.Path(), file).Replace('\\', '/'))
            .Order(StringComparer.Ordinal);
}
