using System.CommandLine;
using Microsoft.ML;
using MlNetShallow.Sample.Data;
using MlNetShallow.Sample.Data.Tables;
using MlNetShallow.Sample.Models;
using MlNetShallow.Sample.Output;
using MlNetShallow.Sample.Report;

namespace MlNetShallow.Sample.Commands;

/// <summary><c>report</c>: a model and labelled pictures in, a page of charts out.</summary>
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
        var mlContext = new MLContext();
        string modelPath = parsed.GetRequiredValue(_model);
        (ITransformer model, ReportSet set, MetricsReport metrics) = Table.IsTable(_data.Path(parsed))
            ? MeasureTable(mlContext, modelPath, parsed)
            : MeasurePictures(mlContext, modelPath, parsed);
        var output = new OutputFile(parsed.GetRequiredValue(_output), parsed.GetValue(_force));
        ReportContent content = new ReportBuilder(mlContext, model).Build(
            set, "data", isTrainingSet: false, [("data", metrics)], modelPath, options: []);
        output.Write(stream => ReportPage.Write(stream, content));
        _screen.Output.WriteLine($"report: {output.Path}");
        return Program.Done;
    }

    private (ITransformer, ReportSet, MetricsReport) MeasurePictures(
        MLContext mlContext, string modelPath, ParseResult parsed)
    {
        ITransformer model = ModelFile.Load(mlContext, modelPath);
        LabelledFolder folder = ModelFile.OpenFolder(
            mlContext, model, _data.Path(parsed), _data.Positive(parsed));
        MetricsReport metrics = PicturePipeline.Evaluate(mlContext, model, folder, _cancellation);
        return (model, ReportSet.OfPictures(mlContext, model, folder, _cancellation), metrics);
    }

    private (ITransformer, ReportSet, MetricsReport) MeasureTable(MLContext mlContext, string modelPath, ParseResult parsed)
    {
        var model = TableModel.Load(mlContext, modelPath);
        Table table = Table.Open(mlContext, _data.Path(parsed), _cancellation);
        (IDataView rows, TableLabel label) = model.Open(table, _data.Label(parsed));
        MetricsReport metrics = TablePipeline.Evaluate(mlContext, model.Transformer, rows, label);
        IDataView scored = TablePipeline.Score(mlContext, model.Transformer, rows, label);
        return (model.Transformer, ReportSet.OfTable(scored, table.Path, label), metrics);
    }
}
