using MlNetShallow.Benchmarks.Accuracy.Figures;

namespace MlNetShallow.Sample.Tests.Benchmarks;

public sealed class MeasurementFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Path => _folder["measured.tsv"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void AnotherRunGoesOnWithWhatIsThere()
    {
        Measurement classes = Measured.Classes("glass", "ours", 0.5), numbers = Measured.Numbers("pbc", "sk-mlp", 0.25, split: 3);
        var first = new MeasurementFile(Path);
        first.Add(classes);
        first.Add(numbers);

        var second = new MeasurementFile(Path);

        Assert.Equal([classes, numbers], second.Measurements);
        Assert.True(second.Has("glass", 0, "ours") && second.Has("pbc", 3, "sk-mlp"));
        Assert.False(second.Has("glass", 1, "ours") || second.Has("glass", 0, "sk-mlp") || second.Has("pbc", 0, "sk-mlp"));
    }

    [Fact]
    public void WhatIsToBeMeasuredAnewIsForgotten()
    {
        var file = new MeasurementFile(Path);
        file.Add(Measured.Classes("glass", "ours", 0.5));
        file.Add(Measured.Classes("glass", "sk-mlp", 0.5));

        file.Remove(m => m.Contestant == "ours");
        file.Add(Measured.Classes("glass", "ours", 0.4));

        Assert.Equal(["sk-mlp", "ours"], new MeasurementFile(Path).Measurements.Select(m => m.Contestant));
        Assert.Equal(0.4, new MeasurementFile(Path).Measurements.Last().Quality.LogLoss);
    }

    [Fact]
    public void LinesOfAnotherVersionDoNotCount()
    {
        new MeasurementFile(Path).Add(Measured.Classes("glass", "ours", 0.5));
        string[] lines = File.ReadAllLines(Path);
        File.WriteAllLines(Path, [lines[0], $"{Measurement.Version + 1}{lines[1][1..]}"]);

        Assert.Empty(new MeasurementFile(Path).Measurements);
    }

    [Theory]
    [InlineData("name,value", "first line")]
    [InlineData(null, "'1\tglass'")]
    public void AnotherFileIsRefused(string? header, string named)
    {
        File.WriteAllLines(Path, [header ?? Measurement.Header, "1\tglass"]);

        var error = Assert.Throws<InvalidDataException>(() => new MeasurementFile(Path));
        Assert.Contains(named, error.Message, StringComparison.Ordinal);
    }
}
