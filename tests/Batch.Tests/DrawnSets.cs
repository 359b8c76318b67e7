using Microsoft.ML;
using MlNetShallow.Batch.Tests;
using MlNetShallow.Data.Files;
using MlNetShallow.Data.Pictures;
using MlNetShallow.Data.Pipelines;
using MlNetShallow.Drawing;

[assembly: AssemblyFixture(typeof(DrawnSets))]

namespace MlNetShallow.Batch.Tests;

/// <summary>A few drawn pictures, and a model that is trained on them, for all tests that need any; none changes
/// them.</summary>
public sealed class DrawnSets : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public DrawnSets()
    {
        PictureWriter.WriteSets(_folder.Path, seed: 7, trainCount: 32, testCount: 16);
        var mlContext = new MLContext();
        IDataView data = mlContext.Data.LoadFromEnumerable(LabelledFolder.Open(Train, "cat").Read(CancellationToken.None));
        Fitted = PicturePipeline.Train(
            mlContext,
            data,
            new ShallowNetworkBinaryTrainer.Options { NumberOfEpochs = 5 },
            new PictureForm(16, 16),
            ["noncat", "cat"]);
        InputSchema = data.Schema;
        ModelFile.Save(mlContext, Fitted, data.Schema, new OutputFile(Model, overwrite: false));
    }

    public string Train => _folder["train"];

    public string Model => _folder["model.zip"];

    public ITransformer Fitted { get; }

    public DataViewSchema InputSchema { get; }

    public string[] Cats => [.. Directory.GetFiles(Path.Combine(Train, "cat")).Order()];

    public void Dispose() => _folder.Dispose();
}
