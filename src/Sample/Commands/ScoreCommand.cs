using System.CommandLine;
using MlNetShallow.Batch;
using MlNetShallow.Batch.Manifests;
using MlNetShallow.Batch.Inputs;
using MlNetShallow.Data.Pictures;
using MlNetShallow.Sample.Output;

namespace MlNetShallow.Sample.Commands;

/// <summary><c>score</c>: a model and inputs in, a table of predictions out.</summary>
internal sealed class ScoreCommand : Command
{
    private readonly Option<string> _model = OptionFactory.Path("--model", "FILE", "The model to score with.");

    private readonly Option<string> _input = OptionFactory.Path(
        "--input",
        "DIR|FILE|-",
        $"A folder: its pictures ({PictureFiles.Kinds}) and those of the folders in it; a list of paths (txt, tsv, csv); "
            + "- for such a list on standard input; or one picture. For a model of a table, a csv, tsv or idv file.");

    private readonly Option<string?> _glob = OptionFactory.Text(
        "--glob", "PATTERN", "Which files of a folder: *.png, or 2026/**/*.jpg for paths below it. [default: all pictures]");

    private readonly Option<string?> _pathColumn = OptionFactory.Text(
        "--path-column", "NAME", "The column of a TSV or CSV list that holds the paths. [default: path]");

    private readonly Option<string[]> _keep = new("--keep")
    {
        HelpName = "NAME",
        Description = "A column of a table that goes to the output as it is; may be given several times.",
    };

    private readonly Option<string> _output = OptionFactory.Path(
        "--output", "FILE", "The table to write: input, prediction, error. Its extension, tsv, csv or jsonl, is the format.");

    private readonly Option<string?> _format = OptionFactory.OptionalChoice(
        "--format", "The format, whatever the extension. [default: by the extension]", OptionNames.ScoringFormats.Keys);

    private readonly ShardOptions _shard = new();

    private readonly Option<int?> _partRows = OptionFactory.OptionalNumber<int>(
        "--part-rows",
        "After how many inputs what is finished is safe. [default: 10000]",
        n => n >= 1,
        "a whole number of at least 1");

    private readonly Option<long?> _maxErrors = OptionFactory.OptionalNumber<long>(
        "--max-errors",
        "Give up when more inputs than this could not be scored. [default: never]",
        n => n >= 0,
        "a whole number of at least 0");

    private readonly Option<int> _threads = OptionFactory.Integer(
        "--threads", "Threads that read and score; 0 for one per processor. The output does not depend on it.", 0, least: 0);

    private readonly Option<int> _errorsExitCode = OptionFactory.Integer(
        "--errors-exit-code",
        "The exit code when all is done but some inputs have an error; 0 where the scheduler takes all others for a failure.",
        Program.DoneWithErrors,
        least: 0,
        most: byte.MaxValue);

    private readonly Option<bool> _resume = OptionFactory.Flag(
        "--resume", "Continue what an interrupted job has left; if there is nothing, begin; if it is complete, do nothing.");

    private readonly Option<bool> _force = OptionFactory.Flag(
        "--force", "Replace the output file if it exists, and what an interrupted job has left.");

    private readonly Screen _screen;
    private readonly CancellationToken _cancellation;

    public ScoreCommand(Screen screen, CancellationToken cancellation)
        : base("score", "Score pictures or rows. What cannot be read becomes a row with its error; the others are scored.")
    {
        (_screen, _cancellation) = (screen, cancellation);
        this.AddOptions(_model, _input, _glob, _pathColumn, _keep, _output, _format);
        _shard.AddTo(this);
        this.AddOptions(_partRows, _maxErrors, _errorsExitCode, _threads, _resume, _force);
        Validators.Add(result =>
        {
            if (result.GetValue(_resume) && result.GetValue(_force))
                result.AddError("--resume continues and --force starts over: give one of them.");
        });
        SetAction(Run);
    }

    private int Run(ParseResult parsed)
    {
        Shard shard = _shard.Read(parsed, _screen);
        CheckFiles(parsed, shard.NameOf(parsed.GetRequiredValue(_output)));
        ScoringModel model = ScoringModel.Load(parsed.GetRequiredValue(_model));
        var job = new ScoringJob(
            model,
            ReadInputs(parsed),
            parsed.GetRequiredValue(_output),
            ReadOptions(parsed, shard),
            new ScreenLogger(_screen));
        ScoringResult result = JobOnTerminal.Show(
            _screen, progress => job.RunAsync(progress, _cancellation).GetAwaiter().GetResult());

        string noun = model.TakesPictures ? "pictures" : "rows";
        _screen.Output.WriteLine($"{result.Rows - result.Errors} of {result.Rows} {noun} scored: {result.OutputPath}");
        if (result.FilledIn > 0)
        {
            _screen.Output.WriteLine($"{result.FilledIn} of {result.Rows} {noun} {(result.FilledIn == 1 ? "lacks" : "lack")} a number; "
                + "the model fills it in.");
        }

        if (result.Errors == 0)
            return Program.Done;
        _screen.Error.WriteLine($"{result.Errors} of {result.Rows} {noun} could not be scored; "
            + $"the column 'error' of {result.OutputPath} says why.");
        return parsed.GetValue(_errorsExitCode);
    }

    private void CheckFiles(ParseResult parsed, string output)
    {
        string input = parsed.GetRequiredValue(_input);
        (string, string)[] model = [(parsed.GetRequiredValue(_model), $"the file of {_model.Name} too")];
        SharedFiles.Refuse(
            writes: [(output, "its own manifest"), (ManifestFile.Beside(output), "the output")],
            reads: input == InputOpener.StandardInput ? model : [.. model, (input, $"the file of {_input.Name} too")]);
    }

    private ScoringInputs ReadInputs(ParseResult parsed)
    {
        var opener = new InputOpener(
            parsed.GetRequiredValue(_input),
            parsed.GetValue(_glob),
            parsed.GetValue(_pathColumn),
            parsed.GetValue(_keep) ?? [])
        {
            OpenStandardInput = Console.OpenStandardInput,
        };
        return new ScoringInputs(opener.Open);
    }

    private ScoringOptions ReadOptions(ParseResult parsed, Shard shard) => new()
    {
        Format = parsed.GetValue(_format) is { } format ? OptionNames.ScoringFormats[format] : null,
        Shard = shard,
        PartRows = parsed.GetValue(_partRows),
        MaxErrors = parsed.GetValue(_maxErrors),
        Threads = parsed.GetValue(_threads),
        Resume = parsed.GetValue(_resume),
        Force = parsed.GetValue(_force),
    };
}
