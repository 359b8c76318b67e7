using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetShallow.Trainer.Tests;

namespace MlNetShallow.Docs.Tests.Examples;

public sealed class OnnxExportTests : ExampleRun
{
    [Fact]
    public void Save()
    {
        var mlContext = new MLContext();

        OnnxExport.Save(mlContext.BinaryClassification.Trainers.ShallowNetwork(numberOfEpochs: 2).Fit(Circles.Singles(mlContext)));

        Assert.True(File.Exists("cat.onnx"));
    }

    [Fact]
    public void Apply()
    {
        var mlContext = new MLContext();
        IDataView data = Circles.Singles(mlContext);
        var model = mlContext.BinaryClassification.Trainers.ShallowNetwork(numberOfEpochs: 20).Fit(data);
        model.Model.SaveAsOnnx("cat.onnx");

        OnnxExport.Apply(mlContext, data);

        float expected = model.Transform(data).GetColumn<float>("Probability").First();
        string printed = Output.Trim()["a cat with probability ".Length..];
        Assert.Equal(expected, float.Parse(printed, CultureInfo.InvariantCulture), 1e-4);
    }
}
