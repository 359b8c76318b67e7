using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.ML;
using MlNetShallow.Batch;
using MlNetShallow.Sample.Tests;

namespace MlNetShallow.Docs.Tests.Examples;

/// <summary>Runs the examples of docs/batch.md.</summary>
public sealed class BatchScoringTests : ExampleRun
{
    [Fact]
    public async Task Pictures()
    {
        string[] cats = Directory.GetFiles(RepositoryFiles.Path("datasets", "train", "cat"), "*.png")[..10];
        string[] others = Directory.GetFiles(RepositoryFiles.Path("datasets", "train", "noncat"), "*.png")[..10];
        Folder.AddClass("pictures", "cat", cats);
        Folder.AddClass("pictures", "noncat", others);
        string[] size = ["--height", "8", "--width", "8"];
        CommandLine.Run(["train", "--data", Folder["pictures"], "--model", "cat.zip", "--epochs", "2", .. size]).AssertDone();
        await File.WriteAllTextAsync(Folder["pictures", "no picture.png"], "", TestContext.Current.CancellationToken);

        await BatchScoring.Pictures(
            NullLogger.Instance, new Progress<ScoringProgress>(), TestContext.Current.CancellationToken);

        AssertOutputIsThatOfThePage();
    }

    [Fact]
    public async Task Shards()
    {
        var mlContext = new MLContext();
        BatchScoring.Customer[] customers =
            [.. Enumerable.Range(0, 25).Select(i => new BatchScoring.Customer { Name = $"c{i}", Age = i, Orders = i % 5 })];
        IDataView data = mlContext.Data.LoadFromEnumerable(customers);
        ITransformer model = mlContext.Transforms.Concatenate("Features", "Age")
            .Append(mlContext.Regression.Trainers.ShallowNetwork("Orders", numberOfHiddenUnits: 2, numberOfEpochs: 2))
            .Fit(data);

        await BatchScoring.Shards(
            ScoringModel.FromTransformer(model, data.Schema),
            customers.ToAsyncEnumerable(),
            TestContext.Current.CancellationToken);

        AssertOutputIsThatOfThePage();
    }
}
