using Microsoft.ML;
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
}
