using System.Text.Json;

namespace MlNetShallow.Sample.Tests.Report;

/// <summary>The page as a browser shows it.</summary>
public sealed class ReportPageTests(DrawnSets sets, Browser browser)
    : IClassFixture<Browser>, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Model => _folder["model.zip"];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(390, "light")]
    [InlineData(390, "dark")]
    [InlineData(1280, "light")]
    [InlineData(1280, "dark")]
    public async Task OfTwoClassesTheSliderMovesTheFigures(int width, string colourScheme)
    {
        await Open(width, colourScheme, Train(sets.Train), sets.Test);

        Assert.Equal("0.500", await Text("threshold-value"));
        JsonElement evaluated = JsonDocument.Parse(
            CommandLine.Run("evaluate", "--model", Model, "--data", sets.Test, "--json").Output).RootElement;
        foreach ((string shown, string metric) in
            new[] { ("accuracy", "accuracy"), ("recall", "positive_recall"), ("specificity", "negative_recall") })
            Assert.Equal(FormattableString.Invariant($"{evaluated.GetProperty(metric).GetDouble():0.0000}"), await Metric(shown));

        // Above 0 lie all: 8 cats and 8 others.
        await Move(0);
        Assert.Equal(["8", "0", "8", "0"], await Confusion());
        Assert.Equal(("1.0000", "0.0000"), (await Metric("recall"), await Metric("specificity")));
        Assert.Equal("0.5000", await Metric("precision"));
        await Move(1000);
        Assert.Equal(["0", "8", "0", "8"], await Confusion());
        Assert.Equal(("0.0000", "–"), (await Metric("recall"), await Metric("precision")));
        await AssertTidy(charts: 5, colourScheme);
    }

    [Theory]
    [InlineData(390)]
    [InlineData(1280)]
    public async Task OfSeveralClassesEachCanBePicked(int width)
    {
        string data = _folder.AddClass("data", "cat", sets.Cats[..8]);
        _folder.AddClass("data", "even", [.. sets.Others.Where((_, i) => i % 2 == 0)]);
        _folder.AddClass("data", "odd", [.. sets.Others.Where((_, i) => i % 2 == 1)]);
        string model = Train(data, "--early-stopping", "9", "--validation-fraction", "0.25", "--schedule", "cosine");

        await Open(width, "light", model, data);

        Assert.Equal("cat", await Text("own-class"));
        await browser.Run(
            "const list = document.getElementById('class'); list.value = '2'; list.dispatchEvent(new Event('change'));");
        Assert.Equal("odd", await Text("own-class"));
        await Move(0);
        Assert.Equal(["8", "0", "16", "0"], await Confusion());
        Assert.Equal(9, (await Texts("#confusion-table td b")).Length);
        await AssertTidy(charts: 7, "light");
    }

    private string Train(string data, params string[] options)
    {
        string[] fixedOptions = ["--optimizer", "sgd", "--hidden", "32", .. DrawnSets.Quick];
        CommandLine.Run(["train", "--data", data, "--model", Model, .. fixedOptions, .. options]).AssertDone();
        return Model;
    }

    private async Task Open(int width, string colourScheme, string model, string data)
    {
        Assert.SkipUnless(Browser.Missing is null, Browser.Missing ?? "");
        string page = _folder["page.html"];
        CommandLine.Run("report", "--model", model, "--data", data, "--output", page).AssertDone();
        await browser.Open(page, width, colourScheme);
    }

    private async Task Move(int step) => await browser.Run(
        $"const slider = document.getElementById('slider'); slider.value = {step}; slider.dispatchEvent(new Event('input'));");

    private async Task AssertTidy(int charts, string colourScheme)
    {
        Assert.Equal(charts, await browser.AssertTidy());
        JsonElement page = await browser.Run("""
            return {
              broken: [...document.images].filter(image => image.naturalWidth !== 16).length,
              images: document.images.length,
              paper: getComputedStyle(document.body).backgroundColor,
            };
            """);
        Assert.Equal(0, page.GetProperty("broken").GetInt32());
        Assert.InRange(page.GetProperty("images").GetInt32(), 48, 80);
        Assert.Equal(colourScheme == "dark" ? "rgb(21, 24, 27)" : "rgb(250, 249, 247)", page.GetProperty("paper").GetString());
    }

    private async Task<string[]> Confusion() => await Texts("#binary-confusion td b");

    private async Task<string> Metric(string name) => (await browser.Run(
        $"return [...document.querySelectorAll('#threshold-metrics dt')].find(dt => dt.textContent === '{name}')" +
        ".nextSibling.textContent;")).GetString()!;

    private async Task<string> Text(string id)
        => (await browser.Run($"return document.getElementById('{id}').textContent;")).GetString()!;

    private async Task<string[]> Texts(string selector)
        => (await browser.Run($"return [...document.querySelectorAll('{selector}')].map(item => item.textContent);"))
            .Deserialize<string[]>()!;
}
