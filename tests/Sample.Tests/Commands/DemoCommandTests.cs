using System.Globalization;
using System.Text.RegularExpressions;

namespace MlNetShallow.Sample.Tests.Commands;

public sealed class DemoCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task ItGoesTheWholeWay()
    {
        string datasets = RepositoryFiles.Path("datasets");
        string below = Path.Combine(datasets, "train", "cat");

        // Run there, it must find the pictures in a folder above.
        Outcome outcome = (await CommandLine.RunProcess(below, "demo", "--output", _folder["out"])).AssertDone();

        Assert.Contains("240 cat (1), 240 noncat (0)", outcome.Output, StringComparison.Ordinal);
        Match accuracies = Regex.Match(
            outcome.Output, @"test accuracy (?<regression>[01]\.\d+); the network has (?<network>[01]\.\d+)\.");
        Assert.True(Number(accuracies, "network") > 0.85, accuracies.Value);
        Assert.True(Number(accuracies, "regression") < 0.65, accuracies.Value);
        Assert.Equal(6, Regex.Count(outcome.Output, @"probability of cat [01]\.\d{4}"));
        Assert.Equal(
            ["model.zip", "scores.tsv", "scores.tsv.manifest.json"],
            Directory.GetFiles(_folder["out"]).Select(Path.GetFileName).Order());

        // The scores of the reloaded model, counted here, have the accuracy that was printed before it was saved.
        double right = File.ReadLines(_folder["out", "scores.tsv"]).Skip(1).Select(line => line.Split('\t'))
            .Count(row => Path.GetFileName(Path.GetDirectoryName(row[0])) == "cat" == (row[1] == "cat"));
        Assert.Equal(Number(accuracies, "network"), right / 160, 5e-5);
    }

    [Fact]
    public async Task WithoutDatasetsItSaysWhereItLooked()
    {
        Outcome outcome = await CommandLine.RunProcess(_folder.Path, "demo");

        Assert.Contains("There is no folder datasets/train in '", outcome.AssertFailed(), StringComparison.Ordinal);
        Assert.Contains("--data", outcome.Error, StringComparison.Ordinal);
        Assert.Empty(_folder.Entries);
    }

    private static double Number(Match match, string group)
        => double.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture);
}
