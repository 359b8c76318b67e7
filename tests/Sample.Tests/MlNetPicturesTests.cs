using System.Globalization;
using Microsoft.ML;
using MlNetShallow.Data.Pictures;

namespace MlNetShallow.Sample.Tests;

/// <summary>Our trainers behind ML.NET's own <c>LoadImages</c>, <c>ResizeImages</c> and <c>ExtractPixels</c>, saved here and loaded
/// in another process, which has heard of nothing but the file.</summary>
public sealed class MlNetPicturesTests(DrawnSets sets) : IDisposable
{
    private readonly MLContext _context = new(seed: 1);
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task AnotherProcessScoresTheSame(bool asFloat)
    {
        IDataView training = Pictures(sets.Train);
        ITransformer model = Pixels(asFloat)
            .Append(_context.BinaryClassification.Trainers.ShallowNetwork(
                new ShallowNetworkBinaryTrainer.Options { LabelColumnName = "IsCat", NumberOfHiddenUnits = 8 }))
            .Fit(training);
        _context.Model.Save(model, training.Schema, _folder["model.zip"]);

        (await CommandLine.RunProcess(
            _folder.Path, "score", "--model", "model.zip", "--input", sets.Test, "--output", "scores.tsv")).AssertDone();

        string[][] rows = [.. File.ReadLines(_folder["scores.tsv"]).Skip(1).Select(line => line.Split('\t'))];
        Scored[] here =
        [
            .. _context.Data.CreateEnumerable<Scored>(
                model.Transform(_context.Data.LoadFromEnumerable(
                    rows.Select(row => new Labelled { ImagePath = row[0] }))), reuseRowObject: false),
        ];
        Assert.Equal(16, rows.Length);
        Assert.Equal(here.Select(row => row.Score), rows.Select(row => float.Parse(row[3], CultureInfo.InvariantCulture)));
        // The pictures did reach the network.
        Assert.Equal(16, here.Select(row => row.Score).Distinct().Count());
    }

    [Fact]
    public void ItLearnsAsFromOurOwnPixels()
    {
        IDataView training = Pictures(sets.Train);
        var trainer = _context.BinaryClassification.Trainers.ShallowNetwork(
            new ShallowNetworkBinaryTrainer.Options { LabelColumnName = "IsCat", NumberOfHiddenUnits = 8 });

        ITransformer model = Pixels(asFloat: false).Append(trainer).Fit(training);

        Assert.InRange(_context.BinaryClassification.Evaluate(model.Transform(training), "IsCat").Accuracy, 0.95, 1);
    }

    private IEstimator<ITransformer> Pixels(bool asFloat)
        => _context.Transforms.LoadImages("Image", imageFolder: null, inputColumnName: nameof(Picture.ImagePath))
            .Append(_context.Transforms.ResizeImages("Image", imageWidth: 16, imageHeight: 16))
            .Append(_context.Transforms.ExtractPixels("Features", "Image", outputAsFloatArray: asFloat));

    private IDataView Pictures(string folder) => _context.Data.LoadFromEnumerable(
        Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Select(path => new Labelled
            {
                ImagePath = path,
                IsCat = Path.GetFileName(Path.GetDirectoryName(path)) == "cat",
            }));

    private sealed class Labelled
    {
        public string ImagePath { get; set; } = "";

        public bool IsCat { get; set; }
    }

    private sealed class Scored
    {
        public float Score { get; set; }
    }
}
