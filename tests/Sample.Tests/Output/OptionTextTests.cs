using System.Text.RegularExpressions;
using MlNetShallow.Sample.Output;

namespace MlNetShallow.Sample.Tests.Output;

/// <summary>The libraries speak of their own options, the command line of its.</summary>
public sealed partial class OptionTextTests
{
    [Theory]
    [InlineData("ScoringOptions.PartRows was '4' and is '5' now.", "--part-rows was '4' and is '5' now.")]
    [InlineData("that ScoringInputs.keep names: x", "that --keep names: x")]
    [InlineData("MergeJob.force replaces it; ScoringOptions.Resume continues it.", "--force replaces it; --resume continues it.")]
    [InlineData("Of other options, OtherScoringOptions.Resume, and PartRows.", "Of other options, OtherScoringOptions.Resume, and PartRows.")]
    public void OptionsHaveTheirNamesOnTheCommandLine(string message, string expected)
        => Assert.Equal(expected, OptionText.OnCommandLine(message));

    [Fact]
    public void AllThatTheLibrarySpeaksOfIsAnOption()
    {
        using StringWriter output = new(), error = new();
        string[] known =
        [
            .. Program.Commands(new Screen(output, error, Terminal: null), TestContext.Current.CancellationToken).Subcommands
                .Where(command => command.Name is "score" or "merge").SelectMany(command => command.Options)
                .Select(option => option.Name),
        ];
        string[] told = [.. Sources().SelectMany(source => Told().Matches(source)).Select(match => match.Value).Distinct()];

        Assert.Contains("ScoringOptions.Resume", told);
        Assert.All(told, option => Assert.Contains(OptionText.OnCommandLine(option), known));
    }

    [Fact]
    public void NoneIsOneOfTheCommandLine()
        => Assert.All(Sources(), source => Assert.DoesNotMatch(@"""[^""\n]*(?<![\w-])--[a-z]", source));

    private static IEnumerable<string> Sources() => Directory
        .EnumerateFiles(RepositoryFiles.Path("src", "Batch"), "*.cs", SearchOption.AllDirectories)
        .Select(file => string.Join('\n', File.ReadLines(file).Where(line => !line.TrimStart().StartsWith("//", StringComparison.Ordinal))));

    // In messages, not in the code: there a blank, a quote or a dot follows.
    [GeneratedRegex("""(?<="[^"\n]*)\b(ScoringOptions|ScoringInputs|MergeJob)\.\w+""")]
    private static partial Regex Told();
}
