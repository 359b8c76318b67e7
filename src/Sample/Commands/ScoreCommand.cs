using System.CommandLine;
using MlNetShallow.Batch;
using MlNetShallow.Batch.Manifests;
using MlNetShallow.Batch.Inputs;
using MlNetShallow.Data.Files;
using MlNetShallow.Data.Pictures;
using MlNetShallow.Data.Tables;
using MlNetShallow.Sample.Output;
using MlNetShallow.Serialization;

namespace MlNetShallow.Sample.Commands;

/// <summary><c>score</c>: a model and inputs in, a table of predictions out.</summary>
internal sealed class ScoreCommand : Command
{
    private readonly Option<string> _model = OptionFactory.Path("--model", "FILE", "The model to score with.");

    private readonly Option<string> _input = OptionFactory.Path(
        "--input",
        "DIR|FILE|-",
        $"A folder: its pictures ({PictureFiles.Kinds}) and those of the folders in it; a list of paths (txt, tsv, csv, jsonl); "
            + $"- for a list on standard input; or one picture. For a model of a table: {Table.Kinds}; or - for a table on "
            + "standard input, with --output -.");

    private readonly Option<string?> _inputFormat = OptionFactory.OptionalChoice(
        "--input-format", "How the table on standard input stands there. [default: csv]", ["csv", "tsv", "jsonl"]);

    private readonly Option<string?> _glob = OptionFactory.Text(
        "--glob", "PATTERN", "Which files of a folder: *.png, or 2026/**/*.jpg for paths below it. [default: all pictures]");

    private readonly Option<string?> _pathColumn = OptionFactory.Text(
        "--path-column", "NAME", "The column of a TSV, CSV or JSON Lines list that holds the paths. [default: path]");

    private readonly Option<string[]> _keep = new("--keep")
    {
        HelpName = "NAME",
        Description = "A column of a table that goes to the output as it is; may be given several times.",
    };

    private readonly Option<string> _output = OptionFactory.Path(
        "--output",
        "FILE|-",
        "The table to write: input, prediction, error. Its extension is the format: tsv, csv or jsonl, with .gz behind it if it is "
            + "to be compressed; or parquet. - writes the rows to standard output as they come, csv unless --format says another.");

    private readonly Option<string?> _format = OptionFactory.OptionalChoice(
        "--format", "The format, whatever the extension. [default: by the extension]", OptionNames.ScoringFormats.Keys);

    private readonly Option<bool> _csvSafe = OptionFactory.Flag(
        "--csv-safe",
        "Put a ' before texts in a csv or tsv output that a spreadsheet would take for a formula (= + - @), numbers left out.");

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
        this.AddOptions(_model, _input, _glob, _pathColumn, _inputFormat, _keep, _output, _format, _csvSafe);
        _shard.AddTo(this);
        this.AddOptions(_partRows, _maxErrors, _errorsExitCode, _threads, _resume, _force);
        Validators.Add(result =>
        {
            if (result.GetValue(_resume) && result.GetValue(_force))
                result.AddError("--resume continues and --force starts over: give one of them.");
            bool isPiped = result.GetResult(_output) is { Tokens: [{ Value: InputOpener.StandardStream }] };
            foreach (Option option in isPiped ? (Option[])[_partRows, _resume, _force] : [])
            {
                if (result.GetResult(option) is { Implicit: false })
                    result.AddError($"{option.Name} is for an output that is a file: rows on standard output are gone.");
            }

            if (isPiped && result.GetResult(_format) is { Tokens: [{ Value: "parquet" }] })
                result.AddError($"{_format.Name} parquet is for an output that is a file: it is written from its end.");
            if (result.GetResult(_inputFormat) is { Implicit: false }
                && result.GetResult(_input) is { Tokens: [{ Value: not InputOpener.StandardStream }] })
                result.AddError($"{_inputFormat.Name} is for a table on standard input; of a file its extension is the format.");
        });
        SetAction(Run);
    }

    private int Run(ParseResult parsed)
    {
        Shard shard = _shard.Read(parsed, _screen);
        if (parsed.GetRequiredValue(_output) == InputOpener.StandardStream)
            return RunPipe(parsed, shard);
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
        TellFilledIn(_screen.Output, result.FilledIn, result.Rows, noun);
        if (result.Errors == 0)
            return Program.Done;
        _screen.Error.WriteLine($"{result.Errors} of {result.Rows} {noun} could not be scored; "
            + $"the column 'error' of {result.OutputPath} says why.");
        return parsed.GetValue(_errorsExitCode);
    }

    private int RunPipe(ParseResult parsed, Shard shard)
    {
        // Standard output is the table's; all else goes to standard error.
        var screen = new Screen(_screen.Error, _screen.Error, Terminal: null);
        ScoringModel model = ScoringModel.Load(parsed.GetRequiredValue(_model));
        using Stream output = StandardOutput.Open();
        var pipe = new ScoringPipe(model, ReadInputs(parsed), output, ReadOptions(parsed, shard), new ScreenLogger(screen));
        PipeResult result = JobOnTerminal.Show(
            screen, progress => pipe.RunAsync(progress, _cancellation).GetAwaiter().GetResult());

        string noun = model.TakesPictures ? "pictures" : "rows";
        TellFilledIn(screen.Error, result.FilledIn, result.Rows, noun);
        if (result.Errors == 0)
            return Program.Done;
        screen.Error.WriteLine(
            $"{result.Errors} of {result.Rows} {noun} could not be scored; the column 'error' says why.");
        return parsed.GetValue(_errorsExitCode);
    }

    private static void TellFilledIn(TextWriter writer, long filledIn, long rows, string noun)
    {
        if (filledIn > 0)
            writer.WriteLine($"{filledIn} of {rows} {noun} {(filledIn == 1 ? "lacks" : "lack")} a number; the model fills it in.");
    }

    private void CheckFiles(ParseResult parsed, string output)
    {
        if (ReplaceableFile.OtherKind(output) is { } kind)
        {
            throw new IOException($"The output '{output}' is {kind}; only a regular file is ever written or replaced. "
                + $"{_output.Name} {InputOpener.StandardStream} writes the rows to standard output.");
        }

        string input = parsed.GetRequiredValue(_input);
        (string, string)[] model = [(parsed.GetRequiredValue(_model), $"the file of {_model.Name} too")];
        SharedFiles.Refuse(
            writes: [(output, "its own manifest"), (ManifestFile.Beside(output), "the output")],
            reads: input == InputOpener.StandardStream ? model : [.. model, (input, $"the file of {_input.Name} too")]);
    }

    private ScoringInputs ReadInputs(ParseResult parsed)
    {
        var opener = new InputOpener(
            parsed.GetRequiredValue(_input),
            parsed.GetValue(_glob),
            parsed.GetValue(_pathColumn),
            parsed.GetValue(_keep) ?? [])
        {
            OpenStandardInput = () => new InterruptibleStream(Console.OpenStandardInput(), _cancellation),
            TableFormat = parsed.GetValue(_inputFormat) is { } format ? OptionNames.ScoringFormats[format] : null,
        };
        return new ScoringInputs(opener.Open);
    }

    private ScoringOptions ReadOptions(ParseResult parsed, Shard shard) => new()
    {
        Format = parsed.GetValue(_format) is { } format ? OptionNames.ScoringFormats[format] : null,
        Shard = shard,
        CsvSafe = parsed.GetValue(_csvSafe),
        PartRows = parsed.GetValue(_partRows),
        MaxErrors = parsed.GetValue(_maxErrors),
        Threads = parsed.GetValue(_threads),
        Resume = parsed.GetValue(_resume),
        Force = parsed.GetValue(_force),
    };
}
