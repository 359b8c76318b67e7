using System.CommandLine;
using MlNetShallow.Data.Tables;
using MlNetShallow.Evaluation.Comparisons.Tables;
using MlNetShallow.Sample.Output;

namespace MlNetShallow.Sample.Commands;

/// <summary>What the commands do with their options in common.</summary>
internal static class CommandExtensions
{
    public static void AddOptions(this Command command, params Option[] options)
        => Array.ForEach(options, command.Options.Add);

    /// <summary>Refuses options that name one file, of which one at least is written.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="writes">The options that name files to write.</param>
    /// <param name="reads">The options that name files or folders to read.</param>
    /// <exception cref="IOException">Two of them name one file.</exception>
    public static void RefuseSharedFiles(this ParseResult parsed, Option[] writes, Option[] reads)
    {
        SharedFiles.Refuse(Given(writes), Given(reads));

        (string, string)[] Given(Option[] options) =>
        [
            .. options.Where(option => parsed.GetResult(option) is not null)
                .Select(option => (parsed.GetRequiredValue<string>(option.Name), $"the file of {option.Name} too")),
        ];
    }

    /// <summary>Refuses options beside another one.</summary>
    public static void RefuseTogether(this Command command, Option one, IReadOnlyCollection<Option> others, string reason)
        => command.Validators.Add(result =>
        {
            foreach (Option option in others.Where(option => result.GetResult(option) is { Implicit: false }))
            {
                if (result.GetResult(one) is { Implicit: false })
                    result.AddError($"{option.Name} is not for use with {one.Name}: {reason}.");
            }
        });

    /// <summary>Refuses a file for a table of trainers or trials that no form is known for.</summary>
    public static void RefuseOtherTables(this Command command, Option<string?> output) => command.Validators.Add(result =>
    {
        if (result.GetResult(output) is { Tokens: [{ Value: { } path }] } && ComparisonFile.FormatOf(path) is null)
            result.AddError($"{output.Name} must end in one of {ComparisonFile.Extensions}, not '{path}'.");
    });

    /// <summary>Refuses options that are not for the data: a folder of pictures, or a table.</summary>
    /// <param name="command">The command.</param>
    /// <param name="data">The option that names the data.</param>
    /// <param name="forPictures">Options that are for pictures alone.</param>
    /// <param name="forTables">Options that are for tables alone.</param>
    public static void RefuseWhatIsNotForTheData(
        this Command command, Option<string> data, IReadOnlyCollection<Option> forPictures, IReadOnlyCollection<Option> forTables)
        => command.Validators.Add(result =>
        {
            if (result.GetResult(data) is not { Tokens: [{ Value: { } path }] })
                return;
            bool isTable = Table.IsTable(path);
            foreach (Option option in isTable ? forPictures : forTables)
            {
                if (result.GetResult(option) is { Implicit: false })
                    result.AddError($"{option.Name} is not for {(isTable ? "a table" : "a folder of pictures")}.");
            }
        });
}
