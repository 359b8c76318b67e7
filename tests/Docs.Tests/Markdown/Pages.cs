namespace MlNetShallow.Docs.Tests.Markdown;

/// <summary>The pages whose code is run.</summary>
internal static class Pages
{
    private static readonly string[] Paths =
    [
        "README.md",
        "CONTRIBUTING.md",
        "SECURITY.md",
        "datasets/README.md",
        "samples/README.md",
        "src/Package/README.md",
        "docs/README.md",
        "docs/accuracy.md",
        "docs/accuracy-tables.md",
        "docs/architecture.md",
        "docs/aspnetcore.md",
        "docs/batch.md",
        "docs/command-line.md",
        "docs/decisions/dependencies.md",
        "docs/decisions/onnx.md",
        "docs/decisions/packages.md",
        "docs/explanations.md",
        "docs/images.md",
        "docs/mlnet-integration.md",
        "docs/multiclass.md",
        "docs/numerics.md",
        "docs/onnx.md",
        "docs/options.md",
        "docs/own-pictures.md",
        "docs/own-trainer.md",
        "docs/packages.md",
        "docs/performance.md",
        "docs/recipes.md",
        "docs/regression.md",
        "docs/report.md",
        "docs/tables.md",
        "docs/text.md",
        "docs/training.md",
        "docs/tutorial.md",
        "docs/vectorization.md",
    ];

    public static IReadOnlyList<MarkdownPage> All { get; } = [.. Paths.Select(MarkdownPage.Read)];

    public static IEnumerable<CodeBlock> Blocks(string language)
        => All.SelectMany(page => page.Blocks).Where(block => block.Language == language && block.NotRun is null);
}
