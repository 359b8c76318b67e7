using System.Diagnostics;
using MlNetShallow.Sample.Tests;

namespace MlNetShallow.Docs.Tests.Commands;

/// <summary>
/// Runs the commands of a page. Our own programs run in this process, also where the page starts them by <c>dotnet run</c>; all
/// others are bash's.
/// </summary>
internal static class ShellScript
{
    private static readonly Dictionary<string, Func<string[], Outcome>> Programs = new()
    {
        ["mlnetshallow "] = CommandLine.Run,
        ["dotnet run --project src/Sample -c Release -- "] = CommandLine.Run,
        ["dotnet run --project datasets/Drawing -- "] = Draw,
    };

    /// <summary>What the commands print, in the current folder.</summary>
    public static string Run(IReadOnlyList<string> lines)
    {
        string output = "";
        var others = new List<string>();
        foreach (string line in string.Join('\n', lines).Replace("\\\n", "").Split('\n'))
        {
            if (Programs.Keys.FirstOrDefault(start => line.StartsWith(start, StringComparison.Ordinal)) is not { } start)
            {
                others.Add(line);
                continue;
            }

            output += RunInBash(others);
            others.Clear();
            Outcome outcome = Programs[start](Split(line[start.Length..]));
            Assert.True(outcome.ExitCode == 0, $"{line}\n{outcome.Output}\n{outcome.Error}");
            output += outcome.Output + outcome.Error;
        }

        return output + RunInBash(others);
    }

    private static Outcome Draw(string[] arguments)
    {
        using StringWriter output = new(), error = new();
        int code = Drawing.Program.Run(arguments, output, error);
        return new Outcome(code, output.ToString(), error.ToString());
    }

    // Arguments with spaces would need more than this, and the pages have none.
    private static string[] Split(string arguments)
        => [.. arguments.Split(" #")[0].Split(' ', StringSplitOptions.RemoveEmptyEntries).SelectMany(Expand)];

    private static IEnumerable<string> Expand(string argument)
        => argument.Contains('*')
            ? Directory.GetFiles(".", argument).Select(Path.GetFileName).Order(StringComparer.Ordinal)!
            : [argument];

    private static string RunInBash(List<string> lines)
    {
        if (lines.All(line => string.IsNullOrWhiteSpace(line) || line.StartsWith('#')))
            return "";
        using Process bash = Process.Start(
            new ProcessStartInfo("bash", ["-euo", "pipefail", "-c", string.Join('\n', lines)])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
        Task<string> errors = bash.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        string output = bash.StandardOutput.ReadToEnd();
        bash.WaitForExit();
        Assert.True(bash.ExitCode == 0, $"{string.Join('\n', lines)}\n{output}\n{errors.Result}");
        return output;
    }
}
