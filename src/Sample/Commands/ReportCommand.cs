using System.CommandLine;
using Microsoft.ML;
using MlNetShallow.Sample.Data;
using MlNetShallow.Sample.Models;
using MlNetShallow.Sample.Output;
using MlNetShallow.Sample.Report;

namespace MlNetShallow.Sample.Commands;

/// <summary><c>report</c>: a model and labelled pictures in, a page of charts out.</summary>
internal sealed class ReportCommand : Command
{
    private readonly Option<string> _model = OptionFactory.Path("--model", "FILE", "The model to report on.");

    private readonly Option<string> _data = OptionFactory.Path(
        "--data", "DIR", "A folder that holds one folder of pictures for each class.");

    private readonly Option<string> _output = OptionFactory.Path("--output", "FILE", "The HTML file that is written.");
    private readonly Option<string?> _positive = OptionFactory.Positive();
    private readonly Option<bool> _force = OptionFactory.Flag("--force", "Replace the output file if it exists.");
    private readonly Screen _screen;
    private readonly CancellationToken _cancellation;

    public ReportCommand(Screen screen, CancellationToken cancellation)
        : base("report", "Write a page of charts on how a model does on labelled pictures.")
    {
        (_screen, _cancellation) = (screen, cancellation);
        foreach (Option option in (Option[])[_model, _data, _output, _positive, _force])
            Options.Add(option);
        SetAction(Run);
    }

    private int Run(ParseResult parsed)
    {
        var mlContext = new MLContext();
        string modelPath = parsed.GetRequiredValue(_model);
        ITransformer model = ModelFile.Load(mlContext, modelPath);
        LabelledFolder folder = ModelFile.OpenFolder(
            mlContext, model, parsed.GetRequiredValue(_data), parsed.GetValue(_positive));
        var output = new OutputFile(parsed.GetRequiredValue(_output), parsed.GetValue(_force));
        MetricsReport metrics = PicturePipeline.Evaluate(mlContext, model, folder, _cancellation);
        ReportContent content = new ReportBuilder(mlContext, model, _cancellation).Build(
            new ReportData("data", folder.Path, folder.Count, IsTrainingSet: false),
            folder,
            [("data", metrics)],
            modelPath,
            options: []);
        output.Write(stream => ReportPage.Write(stream, content));
        _screen.Output.WriteLine($"report: {output.Path}");
        return Program.Done;
    }
}
