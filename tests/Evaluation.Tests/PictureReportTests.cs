using System.Text.Json;
using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetShallow.Drawing;

namespace MlNetShallow.Evaluation.Tests;

/// <summary>Reports on models of pictures, of ML.NET's trainers and of ours.</summary>
public sealed class PictureReportTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly MLContext _mlContext = new(seed: 1);
    private readonly IDataView _data;

    public PictureReportTests()
    {
        PictureWriter.WriteSets(_folder.Path, seed: 7, trainCount: 32, testCount: 16);
        _data = _mlContext.Data.LoadFromEnumerable(Directory.GetFiles(_folder["test"], "*", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)
            .Select(file => new Row { Path = file, Label = file.Contains("noncat", StringComparison.Ordinal) }));
    }

    private string Page => _folder["page.html"];

    public void Dispose() => _folder.Dispose();

    // The label column of the pipeline below is not named as the command line names its own, nor is the path.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void PicturesAreShownWithWhatDecidesWhereTheModelIsOurs(bool isOurs)
    {
        IEstimator<ITransformer> flatten = _mlContext.Transforms.FlattenImages(new ImageFlatteningEstimator.Options
        {
            InputColumnName = "Path", OutputColumnName = "Features", Height = 8, Width = 8, OutputKind = DataKind.Single,
        });
        ITransformer model = isOurs
            ? flatten.Append(_mlContext.BinaryClassification.Trainers.ShallowNetwork()).Fit(_data)
            : flatten.Append(_mlContext.BinaryClassification.Trainers.AveragedPerceptron(numberOfIterations: 1)).Fit(_data);

        Report.Write(model, _data, Page, new ReportOptions { DataDescription = "the test set" });

        JsonElement page = WrittenReport.Read(Page), told = page.GetProperty("told");
        JsonElement[] mistakes = [.. told.GetProperty("mistakes").EnumerateArray()];
        Assert.Equal("pictures", page.GetProperty("data").GetProperty("many").GetString());
        Assert.Equal("the test set", page.GetProperty("data").GetProperty("path").GetString());
        Assert.All(mistakes, mistake => Assert.StartsWith("data:image/png", mistake.GetProperty("picture").GetString()));
        Assert.All(mistakes, mistake => Assert.StartsWith(_folder["test"], mistake.GetProperty("name").GetString()));
        Assert.Equal(JsonValueKind.Null, page.GetProperty("columns").ValueKind);
        Assert.Equal(isOurs, page.GetProperty("contributions").GetArrayLength() > 0);
        Assert.Equal(isOurs, page.GetProperty("weights").GetArrayLength() > 0);
        Assert.Equal(isOurs, mistakes.Length == 0);
    }

    [Fact]
    public void ScoredPicturesAreShownByTheirPaths()
    {
        IDataView scored = _mlContext.Transforms.CustomMapping<Row, Guess>(
            (_, to) => to.Score = 1, contractName: null).Fit(_data).Transform(_data);

        Report.Write(scored, Page, new ReportOptions { ImagePathColumnName = "Path", NameColumnName = "Path" });

        JsonElement told = WrittenReport.Read(Page).GetProperty("told");
        Assert.Equal(8, told.GetProperty("mistakeCount").GetInt32());
        Assert.All(
            told.GetProperty("mistakes").EnumerateArray(),
            mistake => Assert.StartsWith("data:image/png", mistake.GetProperty("picture").GetString()));
    }

    private sealed class Row
    {
        public string Path { get; set; } = "";

        public bool Label { get; set; }
    }

    private sealed class Guess
    {
        public float Score { get; set; }
    }
}
