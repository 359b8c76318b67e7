using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using MlNetShallow.Sample.Tests;
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
    public void Pipeline()
    {
        AddDatasets("flats");

        OnnxExport.Pipeline(new MLContext(seed: 1));

        using var session = new InferenceSession("rent.onnx");
        Assert.Equal(["District", "Area", "Rooms"], session.InputMetadata.Keys);
        Assert.Equal(["Score"], session.OutputMetadata.Keys);
    }

    [Fact]
    public void AfterDecoding()
    {
        var mlContext = new MLContext(seed: 1);
        var pictures = mlContext.Data.LoadFromEnumerable(Directory
            .GetFiles(RepositoryFiles.Path("datasets", "test"), "*.png", SearchOption.AllDirectories)
            .Select(path => new Picture { ImagePath = path, Label = path.Contains("noncat", StringComparison.Ordinal) }));
        var model = mlContext.Transforms.FlattenImages("Features", "ImagePath")
            .Append(mlContext.BinaryClassification.Trainers.ShallowNetwork(numberOfHiddenUnits: 2, numberOfEpochs: 5))
            .Fit(pictures);

        OnnxExport.AfterDecoding(mlContext, pictures, model);

        IDataView scored = model.Transform(pictures);
        float[] pixels = [.. scored.GetColumn<VBuffer<float>>("Features").First().DenseValues()];
        using var session = new InferenceSession("pixels.onnx");
        string input = Assert.Single(session.InputMetadata.Keys);
        int[] shape = [1, .. session.InputMetadata[input].Dimensions[1..]];
        using var outputs = session.Run(
            [NamedOnnxValue.CreateFromTensor(input, new DenseTensor<float>(pixels, shape))], ["Probability"]);
        Assert.Equal(scored.GetColumn<float>("Probability").First(), outputs.Single().AsEnumerable<float>().Single(), 1e-5f);
    }

    private sealed class Picture
    {
        public string ImagePath { get; set; } = "";
        public bool Label { get; set; }
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
