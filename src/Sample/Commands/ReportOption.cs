using System.CommandLine;
using MlNetShallow.Data.Files;

namespace MlNetShallow.Sample.Commands;

/// <summary><c>--report</c> of <c>train</c>.</summary>
internal sealed class ReportOption : Option<string?>
{
    public ReportOption()
        : base("--report")
    {
        HelpName = "FILE";
        Description = "Write a page of charts on the test set, or on the training set where there is none, into this HTML file.";
    }

    /// <summary>The file that is asked for; null for none. That it can be written is found out here.</summary>
    public OutputFile? Open(ParseResult parsed, bool overwrite)
        => parsed.GetValue(this) is { } path ? new OutputFile(path, overwrite) : null;

    /// <summary>The options of the command, as a report tells them.</summary>
    public static IEnumerable<KeyValuePair<string, string>> OptionsOf(ParseResult parsed)
    {
        foreach (Option option in parsed.CommandResult.Command.Options)
        {
            if (parsed.GetResult(option) is { Implicit: false } given)
                yield return new(option.Name, given.Tokens.Count == 0 ? "yes" : string.Join(' ', given.Tokens));
            else if (option.HasDefaultValue && option.ValueType != typeof(bool) && option.GetDefaultValue() is { } value)
                yield return new(option.Name, FormattableString.Invariant($"{value} (default)"));
        }
    }
}
