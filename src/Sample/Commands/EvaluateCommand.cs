using System.CommandLine;
using Microsoft.ML;
using MlNetShallow.Sample.Data;
using MlNetShallow.Sample.Data.Tables;
using MlNetShallow.Sample.Models;
using MlNetShallow.Sample.Output;

namespace MlNetShallow.Sample.Commands;

/// <summary><c>evaluate</c>: a model and labelled pictures, or a table, in, metrics out.</summary>
internal sealed class EvaluateCommand : Command
{
    private readonly Option<string> _model = OptionFactory.Path("--model", "FILE", "The model to evaluate.");

    private readonly Option<string> _data = OptionFactory.Path(
        "--data", "DIR|FILE", $"A folder that holds one folder of pictures for each class, or a table ({Table.Kinds}).");

    private readonly Option<string?> _label = new("--label")
    {
        HelpName = "COLUMN",
        Description = "For a table: the column that was to be predicted. [default: the one that the model was trained on]",
    };

    private readonly Option<string?> _positive = OptionFactory.Positive();
    private readonly Option<bool> _json = OptionFactory.Flag("--json", "Print one JSON object, with all digits.");
    private readonly Screen _screen;
    private readonly CancellationToken _cancellation;

    public EvaluateCommand(Screen screen, CancellationToken cancellation)
        : base("evaluate", "Measure how well a model does on labelled pictures or on a table.")
    {
        (_screen, _cancellation) = (screen, cancellation);
        foreach (Option option in (Option[])[_model, _data, _positive, _label, _json])
            Options.Add(option);
        Validators.Add(result =>
        {
            if (result.GetResult(_data) is not { Tokens: [{ Value: { } path }] })
                return;
            bool isTable = Table.IsTable(path);
            if (result.GetResult(isTable ? _positive : _label) is { } notForIt)
                result.AddError($"{notForIt.Option.Name} is not for {(isTable ? "a table" : "a folder of pictures")}.");
        });
        SetAction(Run);
    }

    private int Run(ParseResult parsed)
    {
        MetricsReport report = Measure(
            new MLContext(), parsed.GetRequiredValue(_model), parsed.GetRequiredValue(_data), parsed);
        if (parsed.GetValue(_json))
            report.WriteJson(_screen.Output);
        else
            report.WriteLines(_screen.Output);
        return Program.Done;
    }

    private MetricsReport Measure(MLContext mlContext, string modelPath, string data, ParseResult parsed)
    {
        if (Table.IsTable(data))
            return TableModel.Load(mlContext, modelPath)
                .Evaluate(Table.Open(mlContext, data, _cancellation), parsed.GetValue(_label));
        ITransformer model = ModelFile.Load(mlContext, modelPath);
        LabelledFolder folder = ModelFile.OpenFolder(mlContext, model, data, parsed.GetValue(_positive));
        return PicturePipeline.Evaluate(mlContext, model, folder, _cancellation);
    }
}
