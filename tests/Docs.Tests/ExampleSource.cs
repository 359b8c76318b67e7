using MlNetShallow.Sample.Tests;

namespace MlNetShallow.Docs.Tests;

/// <summary>
/// The code that pages show, in the folder Examples: the bodies of the methods of the static classes, and the types in these. It
/// is compiled with the tests, which run it; that a page's blocks consist of it is what <see cref="ExamplesTests"/> asserts.
/// </summary>
internal static class ExampleSource
{
    /// <summary>An example: a method, named with its class, and its lines; or a type.</summary>
    public sealed record Unit(string Name, IReadOnlyList<string> Lines);

    public static IReadOnlyList<Unit> Units { get; } = [.. Directory
        .GetFiles(RepositoryFiles.Path("tests", "Docs.Tests", "Examples"), "*.cs")
        .Where(file => !file.EndsWith("Tests.cs", StringComparison.Ordinal))
        .SelectMany(file => Read(Path.GetFileNameWithoutExtension(file), File.ReadAllLines(file)))];

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
    private static IEnumerable<Unit> Read(string className, string[] lines)
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
            bool isMethod = header.Contains('(') && !header.Contains(" class ");
            string name = header.Split('(', ':')[0].TrimEnd().Split(' ')[^1];
            yield return new Unit($"{className}.{name}", Compact(isMethod ? member[(brace + 1)..^1] : member));
        }
    }

    private static string[] Compact(IEnumerable<string> lines)
        => [.. lines.Select(line => line.Trim()).Where(line => line.Length > 0)];
}
