using System.CommandLine;
using Microsoft.ML;
using MlNetShallow.Data.Files;
using MlNetShallow.Evaluation.Metrics;
using MlNetShallow.Evaluation.Reports;
using MlNetShallow.Sample.Output;

namespace MlNetShallow.Sample.Commands;

/// <summary><c>report</c>: a model and labelled pictures, or a table, in, a page of charts out.</summary>
internal sealed class ReportCommand : Command
{
    private static readonly Fact NoOptions = new(
        "not known", "a model that was saved before version 4 of its format does not keep them");

    private readonly Option<string> _model = OptionFactory.Path("--model", "FILE", "The model to report on.");
    private readonly LabelledDataOptions _data = new();
    private readonly Option<string> _output = OptionFactory.Path("--output", "FILE", "The HTML file that is written.");
    private readonly Option<bool> _force = OptionFactory.Flag("--force", "Replace the output file if it exists.");
    private readonly Screen _screen;
    private readonly CancellationToken _cancellation;

    public ReportCommand(Screen screen, CancellationToken cancellation)
        : base("report", "Write a page of charts on how a model does on labelled pictures or a table.")
    {
        (_screen, _cancellation) = (screen, cancellation);
        Options.Add(_model);
        _data.AddTo(this);
        this.AddOptions(_output, _force);
        SetAction(Run);
    }

    private int Run(ParseResult parsed)
    {
        parsed.RefuseSharedFiles(writes: [_output], reads: [_model, _data.File]);
        var output = new OutputFile(parsed.GetRequiredValue(_output), parsed.GetValue(_force));
        var mlContext = new MLContext();
        string modelPath = parsed.GetRequiredValue(_model);
        (ITransformer model, ScoredSet set) = _data.Score(parsed, mlContext, modelPath, _cancellation);
        foreach (string remark in set.Remarks)
            _screen.Error.WriteLine(remark);
        ReportContent content = new ReportBuilder(mlContext, model).Build(
            ReportSet.Of(set, _cancellation), "data", isTrainingSet: false, [("data", set.Evaluate())], modelPath,
            OptionsOf(model));
        output.Write(stream => ReportPage.Write(stream, content));
        _screen.Output.WriteLine($"report: {output.Path}");
        return Program.Done;
    }

    private static Fact[] OptionsOf(ITransformer model)
    {
        Fact[] options =
        [
            .. ShallowNetworkModelParameters.FromModel(model).Options.OrderBy(option => option.Key, StringComparer.Ordinal)
                .Select(option => new Fact(option.Key, option.Value)),
        ];
        return options.Length > 0 ? options : [NoOptions];
    }
}
