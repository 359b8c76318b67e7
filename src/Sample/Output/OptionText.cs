using System.Text.RegularExpressions;

namespace MlNetShallow.Sample.Output;

/// <summary>What the libraries call their options, as the command line calls them.</summary>
internal static partial class OptionText
{
    /// <summary>Makes <c>--part-rows</c> of <c>ScoringOptions.PartRows</c>.</summary>
    public static string OnCommandLine(string message) => Property().Replace(
        message, match => "--" + Capital().Replace(match.Groups["name"].Value, "-$0").TrimStart('-').ToLowerInvariant());

    [GeneratedRegex(@"\b(ScoringOptions|ScoringInputs|MergeJob)\.(?<name>\w+)")]
    private static partial Regex Property();

    [GeneratedRegex("[A-Z]")]
    private static partial Regex Capital();
}
