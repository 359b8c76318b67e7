using System.CommandLine;
using Microsoft.ML;
using MlNetShallow.Evaluation;
using MlNetShallow.Evaluation.Scored;
using MlNetShallow.Sample.Output;

namespace MlNetShallow.Sample.Commands;

/// <summary><c>evaluate</c>: a model and labelled pictures, or a table, in, metrics out.</summary>
internal sealed class EvaluateCommand : Command
{
    private readonly Option<string> _model = OptionFactory.Path("--model", "FILE", "The model to evaluate.");
    private readonly LabelledDataOptions _data = new();
    private readonly Option<bool> _json = OptionFactory.Flag("--json", "Print one JSON object, with all digits.");
    private readonly Screen _screen;
    private readonly CancellationToken _cancellation;

    public EvaluateCommand(Screen screen, CancellationToken cancellation)
        : base("evaluate", "Measure how well a model does on labelled pictures or on a table.")
    {
        (_screen, _cancellation) = (screen, cancellation);
        Options.Add(_model);
        _data.AddTo(this);
        Options.Add(_json);
        SetAction(Run);
    }

    private int Run(ParseResult parsed)
    {
        ScoredSet set = _data.Score(parsed, new MLContext(), parsed.GetRequiredValue(_model), _cancellation);
        ModelMetrics report = set.Evaluate();
        foreach (string remark in set.Remarks)
            _screen.Error.WriteLine(remark);
        if (parsed.GetValue(_json))
            report.WriteJson(_screen.Output);
        else
            report.WriteLines(_screen.Output);
        return Program.Done;
    }
}
