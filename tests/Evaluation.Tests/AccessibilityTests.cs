using System.Text.Json;
using Microsoft.ML;

namespace MlNetShallow.Evaluation.Tests;

/// <summary>What axe-core says of the pages that are written here.</summary>
public sealed class AccessibilityTests(Browser browser, AxeCore axe)
    : IClassFixture<Browser>, IClassFixture<AxeCore>, IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly MLContext _mlContext = new(seed: 1);

    private string Page => _folder["page.html"];

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string, int, string> Pages => new MatrixTheoryData<string, int, string>(
        ["two classes", "two classes without probabilities", "several classes", "a number", "a comparison"],
        [390, 1280],
        ["light", "dark"]).Aggregate(new TheoryData<string, int, string>(), (all, row) =>
        {
            all.Add(row.Data.Item1, row.Data.Item2, row.Data.Item3);
            return all;
        });

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task NothingSeriousIsFound(string kind, int width, string colourScheme)
    {
        Assert.SkipUnless(Browser.Missing is null, Browser.Missing ?? "");
        Assert.SkipUnless(axe.Missing is null, axe.Missing ?? "");
        Write(kind);

        Assert.Empty(await Find(width, colourScheme));
        await browser.AssertTidy();
    }

    [Fact]
    public async Task WhatIsSeriousIsFound()
    {
        Assert.SkipUnless(Browser.Missing is null, Browser.Missing ?? "");
        Assert.SkipUnless(axe.Missing is null, axe.Missing ?? "");
        File.WriteAllText(Page, """
            <!doctype html><html lang="en"><title>t</title><main><h1>h</h1><p style="color: #ccc">pale</p>
            <img src="data:image/gif;base64,R0lGODlhAQABAAAAACw="></main></html>
            """);

        string[] found = await Find(390, "light");

        Assert.Equal(["color-contrast", "image-alt"], found.Select(line => line.Split(':')[0]).Order());
    }

    private async Task<string[]> Find(int width, string colourScheme)
    {
        await browser.Open(Page, width, colourScheme);
        JsonElement found = await browser.Run($$"""
            {{axe.Script}}
            return window.axe.run(document, { resultTypes: ["violations"] }).then(({ violations }) => violations
              .filter(({ impact }) => impact === "serious" || impact === "critical")
              .flatMap(({ id, nodes }) => nodes.map(node => `${id}: ${node.html} ${node.failureSummary}`)));
            """);
        return found.Deserialize<string[]>()!;
    }

    private void Write(string kind)
    {
        IDataView data = Points.Make(90).View();
        var trainers = (Two: _mlContext.BinaryClassification.Trainers, Several: _mlContext.MulticlassClassification.Trainers);
        switch (kind)
        {
            case "two classes":
                Report.Write(trainers.Two.ShallowNetwork(Watched<ShallowNetworkBinaryTrainer.Options>()).Fit(data), data, Page);
                break;
            case "two classes without probabilities":
                Report.Write(trainers.Two.AveragedPerceptron().Fit(data), data, Page);
                break;
            case "several classes":
                ShallowNetworkMulticlassTrainer.Options options = Watched<ShallowNetworkMulticlassTrainer.Options>();
                options.LabelColumnName = "Key";
                Report.Write(
                    _mlContext.Transforms.Conversion.MapValueToKey("Key", "Name").Append(trainers.Several.ShallowNetwork(options))
                        .Fit(data),
                    data,
                    Page,
                    new ReportOptions { LabelColumnName = "Key", IsTrainingSet = true });
                break;
            case "a number":
                Report.Write(
                    _mlContext.Regression.Trainers.ShallowNetwork("Value").Fit(data),
                    data,
                    Page,
                    new ReportOptions { LabelColumnName = "Value" });
                break;
            default:
                new TrainerComparison(
                    data, [new("perceptron", trainers.Two.AveragedPerceptron()), new("svm", trainers.Two.LinearSvm())]).Run()
                    .Write(Page);
                break;
        }
    }

    private static TOptions Watched<TOptions>()
        where TOptions : ShallowNetworkTrainerBase.OptionsBase, new()
        => new() { NumberOfEpochs = 20, EarlyStopping = new(Patience: 9, ValidationFraction: 0.3) };
}
