namespace MlNetShallow.Docs.Tests.Markdown;

/// <summary>A fenced block of a page.</summary>
/// <param name="Page">The page, from the repository's root.</param>
/// <param name="Line">The line of its opening fence, from 1.</param>
/// <param name="Language">The first word behind the fence; empty where there is none.</param>
/// <param name="NotRun">Why it is not run, which stands behind "not-run:" on the fence; null if it is.</param>
/// <param name="Lines">What stands between the fences.</param>
/// <param name="Output">The lines of the text block that follows at once, which is what it prints; null if none does.</param>
internal sealed record CodeBlock(
    string Page, int Line, string Language, string? NotRun, IReadOnlyList<string> Lines, IReadOnlyList<string>? Output)
{
    public string Place => $"{Page}:{Line}";
}
