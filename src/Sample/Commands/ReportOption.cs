using System.CommandLine;
using MlNetShallow.Sample.Data;
using MlNetShallow.Sample.Models;
using MlNetShallow.Sample.Output;
using MlNetShallow.Sample.Report;

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

    /// <summary>Writes the report of a training, on the last of the sets, which is that of the folder.</summary>
    public static void Write(
        OutputFile file,
        ReportBuilder builder,
        string modelPath,
        LabelledFolder folder,
        IReadOnlyList<(string Name, MetricsReport Report)> sets,
        ParseResult parsed)
    {
        ReportContent content = builder.Build(
            new ReportData(sets[^1].Name, folder.Path, folder.Count, IsTrainingSet: sets.Count == 1),
            folder,
            sets,
            modelPath,
            [.. OptionsOf(parsed)]);
        file.Write(stream => ReportPage.Write(stream, content));
    }

    private static IEnumerable<Fact> OptionsOf(ParseResult parsed)
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
