using System.CommandLine;
using Microsoft.ML;
using MlNetShallow.Sample.Data;
using MlNetShallow.Sample.Models;
using MlNetShallow.Sample.Output;

namespace MlNetShallow.Sample.Commands;

/// <summary><c>evaluate</c>: a model and labelled pictures in, metrics out.</summary>
internal sealed class EvaluateCommand : Command
{
    private readonly Option<string> _model = OptionFactory.Path("--model", "FILE", "The model to evaluate.");

    private readonly Option<string> _data = OptionFactory.Path(
        "--data", "DIR", "A folder that holds one folder of pictures for each class.");

    private readonly Option<string?> _positive = OptionFactory.Positive();
    private readonly Option<bool> _json = OptionFactory.Flag("--json", "Print one JSON object, with all digits.");
    private readonly Screen _screen;
    private readonly CancellationToken _cancellation;

    public EvaluateCommand(Screen screen, CancellationToken cancellation)
        : base("evaluate", "Measure how well a model does on labelled pictures.")
    {
        (_screen, _cancellation) = (screen, cancellation);
        foreach (Option option in (Option[])[_model, _data, _positive, _json])
            Options.Add(option);
        SetAction(Run);
    }

    private int Run(ParseResult parsed)
    {
        var mlContext = new MLContext();
        ITransformer model = ModelFile.Load(mlContext, parsed.GetRequiredValue(_model));
        LabelledFolder folder = ModelFile.OpenFolder(
            mlContext, model, parsed.GetRequiredValue(_data), parsed.GetValue(_positive));
        MetricsReport report = PicturePipeline.Evaluate(mlContext, model, folder, _cancellation);
        if (parsed.GetValue(_json))
            report.WriteJson(_screen.Output);
        else
            report.WriteLines(_screen.Output);
        return Program.Done;
    }
}
