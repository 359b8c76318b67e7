using System.Net.Http.Json;
using System.Text.RegularExpressions;
using MlNetShallow.Sample.Tests;

namespace MlNetShallow.Docs.Tests.Samples;

/// <summary>Runs the programs of one file, as a reader of the clone does, in a folder with some of the datasets.</summary>
public sealed class SamplesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("table.cs", """
        accuracy 0.9067, AUC 0.9711
        at 850 euro let soon with probability 1.00
        at 1000 euro let soon with probability 0.48
        at 1150 euro let soon with probability 0.00
        """)]
    [InlineData("several-classes.cs", """
        accuracy 0.9633, log-loss 0.2202 nats
        built in 1895: stove, probability 0.76
        built in 1950: gas, probability 0.91
        built in 2015: electric, probability 0.85
        """)]
    [InlineData("text.cs", """
        accuracy 0.9650, AUC 0.9675
        1.00 urgent: Hello, this is flat 3: water is coming through the ceiling. Please come at once.
        0.08 urgent: Could I have a copy of the lease?
        """)]
    public async Task ItPrintsWhatItHasLearnt(string file, string told)
    {
        AddDatasets();

        string output = await CleanShell.RunToSuccess(_folder.Path, packagesFolder: null, CommandLine.DotnetHost, SampleProgram.Run(file));

        ToldOutput.AssertIs(told.ReplaceLineEndings("\n").Split('\n'), output);
    }

    [Fact]
    public async Task PicturesAreTakenFromTheFolderGiven()
    {
        foreach (string set in (string[])["train", "test"])
        {
            foreach (string name in (string[])["cat", "noncat"])
                _folder.AddClass(Path.Combine("mine", set), name, [.. PngsOf(set, name).Take(set == "train" ? 60 : 20)]);
        }

        string output = await CleanShell.RunToSuccess(
            _folder.Path, packagesFolder: null, CommandLine.DotnetHost, SampleProgram.Run("pictures.cs", "mine"));

        Match auc = Regex.Match(output, @"^accuracy [01]\.\d{4}, AUC ([01]\.\d{4})");
        Assert.True(double.Parse(auc.Groups[1].Value) > 0.7, output);
        Assert.Equal(2, Regex.Count(output, @"(?m)^\d{4}-\w+\.png is a cat with probability [01]\.\d\d\r?$"));
        Assert.True(File.Exists(_folder["pictures.zip"]));
    }

    [Fact]
    public async Task TheServiceTrainsAtItsFirstStartAndAnswers()
    {
        AddDatasets();
        using var service = new ServiceProcess(_folder.Path, SampleProgram.Run("aspnetcore.cs"));
        using HttpClient client = await service.Listening(TestContext.Current.CancellationToken);

        var hill = await Rent(client, "hill");
        var meadow = await Rent(client, "meadow");

        // What docs/regression.md has for these flats, roughly: on the hill it costs more.
        Assert.InRange(hill, 900, 1300);
        Assert.InRange(meadow, 450, 800);
        Assert.True(File.Exists(_folder["rent.zip"]));
    }

    private static async Task<double> Rent(HttpClient client, string district)
    {
        HttpResponseMessage response = await client.PostAsJsonAsync(
            "/rent", new { district, area = 62, rooms = 2, floor = 4, year = 1998 }, TestContext.Current.CancellationToken);
        string body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(response.IsSuccessStatusCode, $"{response.StatusCode}: {body}");
        return System.Text.Json.JsonDocument.Parse(body).RootElement.GetProperty("rent").GetDouble();
    }

    private void AddDatasets()
    {
        foreach (string name in (string[])["flats", "messages"])
        {
            string folder = Directory.CreateDirectory(_folder["datasets", name]).FullName;
            foreach (string file in Directory.GetFiles(RepositoryFiles.Path("datasets", name)))
                File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        }
    }

    private static IEnumerable<string> PngsOf(string set, string name)
        => Directory.GetFiles(RepositoryFiles.Path("datasets", set, name), "*.png").Order();
}
