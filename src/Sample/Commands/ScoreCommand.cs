using System.CommandLine;
using Microsoft.ML;
using MlNetShallow.Sample.Data;
using MlNetShallow.Sample.Models;
using MlNetShallow.Sample.Output;

namespace MlNetShallow.Sample.Commands;

/// <summary><c>score</c>: a model and pictures in, a table of predictions out.</summary>
internal sealed class ScoreCommand : Command
{
    private readonly Option<string> _model = OptionFactory.Path("--model", "FILE", "The model to score with.");

    private readonly Option<string> _input = OptionFactory.Path(
        "--input", "DIR|FILE", $"A picture, or a folder: its pictures ({PictureFiles.Kinds}) and those of the folders in it.");

    private readonly Option<string> _output = OptionFactory.Path(
        "--output", "FILE", "The tab-separated table to write: input, predicted_label, probability, scores, error.");

    private readonly Option<bool> _force = OptionFactory.Flag("--force", "Replace the output file if it exists.");
    private readonly Screen _screen;
    private readonly CancellationToken _cancellation;

    public ScoreCommand(Screen screen, CancellationToken cancellation)
        : base("score", "Score pictures. One that cannot be read becomes a row with its error; the others are scored.")
    {
        (_screen, _cancellation) = (screen, cancellation);
        foreach (Option option in (Option[])[_model, _input, _output, _force])
            Options.Add(option);
        SetAction(Run);
    }

    private int Run(ParseResult parsed)
    {
        var output = new OutputFile(parsed.GetRequiredValue(_output), parsed.GetValue(_force));
        string[] pictures = Find(parsed.GetRequiredValue(_input));
        var mlContext = new MLContext();
        ITransformer model = ModelFile.Load(mlContext, parsed.GetRequiredValue(_model));

        using var scorer = new PictureScorer(mlContext, model);
        int failed = 0;
        output.Write(stream => failed = ScoreTable.Write(stream, scorer.ScoreNames, pictures.Select(path =>
        {
            _cancellation.ThrowIfCancellationRequested();
            return scorer.Score(path);
        })));

        _screen.Output.WriteLine($"{pictures.Length - failed} of {pictures.Length} pictures scored: {output.Path}");
        if (failed > 0)
        {
            _screen.Error.WriteLine($"{failed} of {pictures.Length} pictures could not be read; "
                + $"the column 'error' of {output.Path} says why.");
        }

        return failed == pictures.Length ? Program.Failed : Program.Done;
    }

    private static string[] Find(string input)
    {
        if (File.Exists(input))
            return [input];
        if (!Directory.Exists(input))
            throw new FileNotFoundException($"The input '{input}' does not exist.", input);
        string[] pictures = [.. PictureFiles.In(input).Order(StringComparer.Ordinal)];
        return pictures.Length > 0
            ? pictures
            : throw new InvalidDataException($"The input folder '{input}' has no pictures ({PictureFiles.Kinds}).");
    }
}
