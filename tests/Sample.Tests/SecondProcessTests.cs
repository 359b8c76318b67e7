using System.Globalization;
using Microsoft.ML;
using MlNetShallow.Data.Pictures;

namespace MlNetShallow.Sample.Tests;

/// <summary>What one process has learnt, another knows.</summary>
public sealed class SecondProcessTests(DrawnSets sets) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task PredictionsAreTheSameInThreeProcesses()
    {
        string[] train = ["train", "--data", sets.Train, "--model", "model.zip", .. DrawnSets.Quick];
        string[] score = ["score", "--model", "model.zip", "--input", sets.Test, "--output", "scores.tsv"];
        (await CommandLine.RunProcess(_folder.Path, train)).AssertDone();
        (await CommandLine.RunProcess(_folder.Path, score)).AssertDone();

        string[][] rows = [.. File.ReadLines(_folder["scores.tsv"]).Skip(1).Select(line => line.Split('\t'))];
        var mlContext = new MLContext();
        IDataView pictures = mlContext.Data.LoadFromEnumerable(rows.Select(row => new Picture { ImagePath = row[0] }));
        IDataView scored = mlContext.Model.Load(_folder["model.zip"], out _).Transform(pictures);
        Scored[] here = [.. mlContext.Data.CreateEnumerable<Scored>(scored, reuseRowObject: false)];

        Assert.Equal(16, rows.Length);
        Assert.Equal(here.Select(row => row.Score), rows.Select(row => float.Parse(row[3], CultureInfo.InvariantCulture)));
        Assert.Equal(here.Select(row => row.Probability), rows.Select(row => float.Parse(row[2], CultureInfo.InvariantCulture)));
        Assert.Equal(here.Select(row => row.PredictedLabel), rows.Select(row => row[1] == "cat"));
    }

    private sealed class Scored
    {
        public bool PredictedLabel { get; set; }

        public float Score { get; set; }

        public float Probability { get; set; }
    }
}
