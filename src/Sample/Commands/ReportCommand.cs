using System.CommandLine;
using Microsoft.ML;
using MlNetShallow.Data.Files;
using MlNetShallow.Evaluation;
using MlNetShallow.Evaluation.Scored;
using MlNetShallow.Sample.Output;

namespace MlNetShallow.Sample.Commands;

/// <summary><c>report</c>: a model and labelled pictures, or a table, in, a page of charts out.</summary>
internal sealed class ReportCommand : Command
{
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
        ScoredSet set = _data.Score(parsed, new MLContext(), parsed.GetRequiredValue(_model), _cancellation);
        foreach (string remark in set.Remarks)
            _screen.Error.WriteLine(remark);
        output.Write(stream => Report.Write(stream, set));
        _screen.Output.WriteLine($"report: {output.Path}");
        return Program.Done;
    }
}
