using MlNetShallow.Sample.Tests;

namespace MlNetShallow.Docs.Tests;

/// <summary>
/// The code that pages show, in the folder Examples: the bodies of the methods of the static classes, and the types in these. It
/// is compiled with the tests, which run it; that a page's blocks consist of it is what <see cref="ExamplesTests"/> asserts.
/// </summary>
internal static class ExampleSource
{
    /// <summary>An example: a method's name and its lines, or a type's.</summary>
    public sealed record Unit(string Name, IReadOnlyList<string> Lines);

    public static IReadOnlyList<Unit> Units { get; } = [.. Directory
        .GetFiles(RepositoryFiles.Path("tests", "Docs.Tests", "Examples"), "*.cs")
        .Select(File.ReadAllLines)
        .Where(lines => lines.Any(line => line.StartsWith("internal static class ", StringComparison.Ordinal)))
        .SelectMany(Read)];

    /// <summary>The units that code consists of, one after the other, whatever its indentation; null if it does not.</summary>
    public static IReadOnlyList<Unit>? Find(IEnumerable<string> code)
    {
        ReadOnlySpan<string> left = Compact(code.Where(line => !line.StartsWith("using Microsoft.", StringComparison.Ordinal)
            && !line.StartsWith("using MlNetShallow", StringComparison.Ordinal)));
        var found = new List<Unit>();
        while (left.Length > 0)
        {
            Unit? next = null;
            foreach (Unit unit in Units)
            {
                if (left.StartsWith(unit.Lines.ToArray()) && unit.Lines.Count > (next?.Lines.Count ?? 0))
                    next = unit;
            }

            if (next is null)
                return null;
            found.Add(next);
            left = left[next.Lines.Count..];
        }

        return found;
    }

    // A member stands four columns in, begins after a blank line or the class's brace, and ends with a brace of its own.
    private static IEnumerable<Unit> Read(string[] lines)
    {
        for (int end = 0, start = 0; end < lines.Length; end++)
        {
            if (lines[end] is "" or "{")
                start = lines.AsSpan(start..end).Contains("    {") ? start : end + 1;
            if (lines[end] != "    }")
                continue;
            string[] member = lines[start..(end + 1)];
            start = end + 1;
            int brace = Array.IndexOf(member, "    {");
            string header = string.Join(' ', member[..brace].Where(line => !line.StartsWith("    [", StringComparison.Ordinal)
                && !line.StartsWith("    ///", StringComparison.Ordinal)));
            yield return header.Contains('(')
                ? new Unit(header[..header.IndexOf('(')].Split(' ')[^1], Compact(member[(brace + 1)..^1]))
                : new Unit(header.Split(' ')[^1], Compact(member));
        }
    }

    private static string[] Compact(IEnumerable<string> lines) => [.. lines.Select(line => line.Trim()).Where(line => line.Length > 0)];
}
