using System.CommandLine;
using System.Globalization;
using Microsoft.ML;
using MlNetShallow.Data.Files;
using MlNetShallow.Data.Pipelines;
using MlNetShallow.Evaluation;
using MlNetShallow.Evaluation.Comparisons;
using MlNetShallow.Evaluation.Comparisons.Tables;
using MlNetShallow.Evaluation.Models;
using MlNetShallow.Evaluation.Reports;
using MlNetShallow.Sample.Output;
using MlNetShallow.Sample.Trainers;

namespace MlNetShallow.Sample.Commands;

/// <summary><c>compare</c>: labelled pictures or a table in, a table of trainers out.</summary>
internal sealed class CompareCommand : Command
{
    private const int DefaultFolds = 5;

    private readonly TrainingDataOptions _data = new();
    private readonly LossOptions _loss = new();

    private readonly Option<int?> _folds = OptionFactory.OptionalNumber<int>(
        "--folds",
        $"The number of folds for cross-validation. [default: {DefaultFolds}, without a test set]",
        folds => folds >= 2,
        "a whole number of at least 2",
        NumberStyles.Integer);

    private readonly Option<double?> _testFraction = OptionFactory.OptionalNumber<double>(
        "--test-fraction",
        "The share of the examples of each class that is held out and tested with, in place of folds.",
        share => share is > 0 and < 1,
        "above 0 and below 1");

    private readonly Option<string[]> _only = new("--only")
    {
        HelpName = "TRAINER",
        Description = "The trainers to compare, by their names. [default: all]",
        AllowMultipleArgumentsPerToken = true,
    };

    private readonly Option<int> _seed = OptionFactory.Integer("--seed", "The seed of the folds and of all trainers.", 1);

    private readonly Option<string?> _output = OptionFactory.Text(
        "--output", "FILE", $"A file for the table; its form follows from its extension: {ComparisonFile.Extensions}.");

    private readonly Option<bool> _force = OptionFactory.Flag("--force", "Replace the output file if it exists.");
    private readonly Screen _screen;
    private readonly CancellationToken _cancellation;

    public CompareCommand(Screen screen, CancellationToken cancellation)
        : base("compare", "Compare our trainers with ML.NET's own, on the same features and the same split.")
    {
        (_screen, _cancellation) = (screen, cancellation);
        _data.AddTo(this, needsLabel: _ => true);
        this.AddOptions(_folds, _testFraction, _only);
        _loss.AddTo(this);
        this.AddOptions(_seed, _output, _force);
        Validators.Add(result =>
        {
            Option[] given = [.. ((Option[])[_data.Test, _folds, _testFraction]).Where(
                option => result.GetResult(option) is not null)];
            if (given.Length > 1)
                result.AddError($"{given[1].Name} is not for use with {given[0].Name}: examples are tested with in one way.");
        });
        this.RefuseOtherTables(_output);
        SetAction(Run);
    }

    private int Run(ParseResult parsed)
    {
        parsed.RefuseSharedFiles(writes: [_output], reads: _data.Files);
        OutputFile? output = parsed.GetValue(_output) is { } path ? new(path, parsed.GetValue(_force)) : null;
        int seed = parsed.GetValue(_seed);
        ITrainingData data = _data.Open(new MLContext(seed), parsed, _cancellation);
        LabelledExamples examples = data.Examples();
        string[] only = parsed.GetValue(_only) ?? [];
        RegressionLoss loss = _loss.ReadFor(examples, parsed);
        Entrant[] entrants = Entrants.Choose(examples, only, loss);
        Split split = SplitOf(examples, parsed);
        List<string> notes = [.. data.Describe(), split.Description];
        if (only.Length == 0 && Entrants.WhyMissing(loss) is { } why)
            notes.Add(why);
        notes.ForEach(_screen.Output.WriteLine);

        ComparisonResult result = ComparisonOnTerminal.Show(_screen, progress => new ComparisonRun(
            ComparedExamples.Of(examples, seed) with { Loss = loss == RegressionLoss.Squared ? null : loss }, split, entrants, seed, progress, _cancellation).Run([]));
        ComparisonOnTerminal.Write(_screen, ComparisonTable.Of(result, []));
        if (output is not null)
        {
            ComparisonTable table = ComparisonTable.Of(result, [.. notes, ReportFacts.VersionsInALine()]);
            output.Write(stream => ComparisonFile.Write(stream, ComparisonFile.FormatOf(output.Path)!.Value, result, table));
            _screen.Output.WriteLine($"comparison: {output.Path}");
        }

        return result.IsStopped || result.Entrants.All(one => one.Error is not null) ? Program.Failed
            : result.Entrants.Any(one => one.Error is not null) ? Program.DoneWithErrors
            : Program.Done;
    }

    private Split SplitOf(LabelledExamples examples, ParseResult parsed)
    {
        if (examples.Test is not null)
        {
            Strata.OfTraining(examples, least: 1, "training");
            Strata.CheckTest(examples.Test, examples);
            return Split.TestSet;
        }

        int seed = parsed.GetValue(_seed);
        if (parsed.GetValue(_testFraction) is { } share)
            return Split.HoldOut(Strata.OfTraining(examples, least: 2, _testFraction.Name), share, seed);
        int folds = parsed.GetValue(_folds) ?? DefaultFolds;
        return Split.OfFolds(Strata.OfTraining(examples, least: folds, $"{_folds.Name} {folds}"), folds, seed);
    }
}
