using System.Text.RegularExpressions;
using MlNetShallow.Sample.Tests;

namespace MlNetShallow.Docs.Tests.Markdown;

/// <summary>What the tests look at in a page.</summary>
internal sealed partial class MarkdownPage
{
    private const string Fence = "```";
    private const string NotRunMark = "not-run:";

    private MarkdownPage(string path, string[] lines)
    {
        Path = path;
        var blocks = new List<CodeBlock>();
        int lastEnd = -1;
        for (int i = 0; i < lines.Length; i++)
        {
            if (!lines[i].StartsWith(Fence, StringComparison.Ordinal))
            {
                Prose.Add((i + 1, lines[i]));
                continue;
            }

            int end = Array.IndexOf(lines, Fence, i + 1);
            if (end < 0)
                throw new InvalidDataException($"{path}:{i + 1}: the code block has no end.");
            CodeBlock block = Read(path, i + 1, lines[i][Fence.Length..].Trim(), lines[(i + 1)..end]);
            bool followsAtOnce = blocks.Count > 0 && lines[(lastEnd + 1)..i].All(string.IsNullOrWhiteSpace);
            if (block.Language == "text" && followsAtOnce)
                blocks[^1] = blocks[^1] with { Output = block.Lines };
            blocks.Add(block);
            i = lastEnd = end;
        }

        Blocks = blocks;
    }

    /// <summary>From the repository's root, with slashes.</summary>
    public string Path { get; }

    public IReadOnlyList<CodeBlock> Blocks { get; }

    /// <summary>The lines outside code blocks, with their numbers.</summary>
    public List<(int Line, string Text)> Prose { get; } = [];

    /// <summary>The targets of the links to other files of the repository.</summary>
    public IEnumerable<(int Line, string Target)> Links
        => from line in Prose
           from Match link in LinkPattern().Matches(line.Text)
           let target = link.Groups[1].Value
           where !target.Contains("://", StringComparison.Ordinal)
           select (line.Line, target);

    /// <summary>What the headings are called in links.</summary>
    public IEnumerable<string> Anchors
        => from line in Prose
           where line.Text.StartsWith('#')
           select NotInAnchors().Replace(line.Text.TrimStart('#').Trim().ToLowerInvariant(), "").Replace(' ', '-');

    public static MarkdownPage Read(string path) => new(path, File.ReadAllLines(RepositoryFiles.Path(path)));

    private static CodeBlock Read(string path, int line, string info, string[] lines)
    {
        string[] parts = info.Split(' ', 2);
        string rest = parts.Length > 1 ? parts[1].Trim() : "";
        string? notRun = rest.StartsWith(NotRunMark, StringComparison.Ordinal) ? rest[NotRunMark.Length..].Trim() : null;
        return new CodeBlock(path, line, parts[0], notRun, lines, Output: null);
    }

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex LinkPattern();

    [GeneratedRegex(@"[^\p{L}\p{N} _-]")]
    private static partial Regex NotInAnchors();
}
