using System.CommandLine;
using MlNetShallow.Batch;
using MlNetShallow.Batch.Inputs;
using MlNetShallow.Batch.Manifests;
using MlNetShallow.Batch.Scoring;
using MlNetShallow.Data.Pictures;
using MlNetShallow.Data.Rows;
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
        "--format", "The format, whatever the extension. [default: by the extension]", OutputFormats.ByName.Keys);

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

    private readonly Option<bool> _resume = OptionFactory.Flag(
        "--resume", "Go on with what an interrupted job has left; if there is nothing, begin; if it is complete, do nothing.");

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
        this.AddOptions(_partRows, _maxErrors, _threads, _resume, _force);
        Validators.Add(result =>
        {
            if (result.GetValue(_resume) && result.GetValue(_force))
                result.AddError("--resume continues and --force starts over: give one of them.");
        });
        SetAction(Run);
    }

    private int Run(ParseResult parsed)
    {
        string output = parsed.GetRequiredValue(_output);
        OutputFormat format = parsed.GetValue(_format) is { } name ? OutputFormats.ByName[name] : OutputFormats.Of(output);
        Shard shard = _shard.Read(parsed, _screen);
        var model = new ScoringModel(parsed.GetRequiredValue(_model));
        BoundInputs inputs = new InputOpener(
            parsed.GetRequiredValue(_input),
            parsed.GetValue(_glob),
            parsed.GetValue(_pathColumn),
            parsed.GetValue(_keep) ?? [],
            Console.OpenStandardInput).Open(model, _screen.Error.WriteLine, _cancellation);
        var options = new JobOptions
        {
            Output = shard.NameOf(output),
            Format = format,
            Shard = shard,
            PartRows = parsed.GetValue(_partRows),
            MaxErrors = parsed.GetValue(_maxErrors),
            Threads = parsed.GetValue(_threads),
            Resume = parsed.GetValue(_resume),
            Force = parsed.GetValue(_force),
        };

        JobManifest done = JobOnTerminal.Show(
            _screen,
            progress => new ScoreJob(options, model, inputs, progress, _screen.Error.WriteLine).Run(_cancellation));

        FinishedOutput result = done.Result!;
        _screen.Output.WriteLine($"{result.Rows - result.Errors} of {result.Rows} {inputs.Noun} scored: {options.Output}");
        long filledIn = done.Parts.Sum(part => part.FilledIn);
        if (filledIn > 0)
        {
            _screen.Output.WriteLine($"{filledIn} of {result.Rows} {inputs.Noun} {(filledIn == 1 ? "lacks" : "lack")} a number; "
                + "the model fills it in.");
        }

        if (result.Errors == 0)
            return Program.Done;
        _screen.Error.WriteLine($"{result.Errors} of {result.Rows} {inputs.Noun} could not be scored; "
            + $"the column 'error' of {options.Output} says why.");
        return Program.DoneWithErrors;
    }
}
