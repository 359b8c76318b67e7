using System.Text.RegularExpressions;

namespace MlNetShallow.Sample.Tests.Packages;

/// <summary>A new project that refers to nothing but our packages. Any warning is an error there, of the restore too.</summary>
[Collection(PackedOnce.Name)]
public sealed class NewProjectTests(PackedFeed feed) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task ItRunsTheExampleOfThePackagesReadmeWhichNeedsNoFile()
    {
        string output = await Run(Example(RepositoryFiles.Path("src", "Package", "README.md")), "MlNetShallow");

        Assert.Matches(@"(?m)^accuracy [01]\.\d{4}, AUC [01]\.\d{4}\s*$", output);
        Assert.True(File.Exists(_folder["circle.zip"]), output);
    }

    [Fact]
    public async Task ItRunsTheExampleOfTheReadmeOnTheTableInDatasets()
    {
        Directory.CreateDirectory(_folder["datasets", "flats"]);
        File.Copy(RepositoryFiles.Path("datasets", "flats", "train.csv"), _folder["datasets", "flats", "train.csv"]);

        string output = await Run(Example(RepositoryFiles.Path("README.md")), "MlNetShallow");

        Assert.Matches(@"(?m)^accuracy [01]\.\d{4}, AUC [01]\.\d{4}\s*$", output);
        Assert.True(File.Exists(_folder["model.zip"]), output);
    }

    /// <summary>What a service does: a model in, a table scored, a page of how good the model is.</summary>
    [Fact]
    public async Task ItScoresAndReportsWithThePackagesForThat()
    {
        Directory.CreateDirectory(_folder["datasets", "flats"]);
        foreach (string file in (string[])["train.csv", "test.csv"])
            File.Copy(RepositoryFiles.Path("datasets", "flats", file), _folder["datasets", "flats", file]);

        string output = await Run(
            """
            using Microsoft.ML;
            using Microsoft.ML.Data;
            using MlNetShallow;
            using MlNetShallow.Batch;
            using MlNetShallow.Evaluation;

            var mlContext = new MLContext(seed: 1);
            IDataView training = Load("datasets/flats/train.csv"), test = Load("datasets/flats/test.csv");
            var model = mlContext.Transforms.Concatenate("Features", "Area", "Rooms")
                .Append(mlContext.Regression.Trainers.ShallowNetwork("Rent")).Fit(training);
            mlContext.Model.Save(model, training.Schema, "rent.zip");

            Report.Write(model, test, "rent.html", new ReportOptions { LabelColumnName = "Rent" });
            var result = await new ScoringJob(
                ScoringModel.Load("rent.zip"), ScoringInputs.Table("datasets/flats/test.csv"), "scores.csv").RunAsync();
            Console.WriteLine($"{result.Rows} rows, {result.Errors} errors");

            IDataView Load(string path) => mlContext.Data.LoadFromTextFile(path, new TextLoader.Column[]
            {
                new("Area", DataKind.Single, 1), new("Rooms", DataKind.Single, 2), new("Rent", DataKind.Single, 6),
            }, separatorChar: ',', hasHeader: true);
            """,
            "MlNetShallow.Batch",
            "MlNetShallow.Evaluation");

        Assert.Equal("300 rows, 0 errors", output.Trim());
        Assert.Equal(301, File.ReadAllLines(_folder["scores.csv"]).Length);
        Assert.Contains("<html", File.ReadAllText(_folder["rent.html"]), StringComparison.Ordinal);
    }

    /// <summary>The sample as a reader takes it from the clone: a copy with the line that its first lines tell of.</summary>
    [Fact]
    public async Task ASampleRunsElsewhereWithThePackageInPlaceOfTheProject()
    {
        foreach (string set in (string[])["train", "test"])
        {
            foreach (string name in (string[])["cat", "noncat"])
            {
                _folder.AddClass(
                    Path.Combine("datasets", set), name, Directory.GetFiles(RepositoryFiles.Path("datasets", set, name)));
            }
        }

        string sample = File.ReadAllText(RepositoryFiles.Path("samples", "pictures.cs"));
        Assert.Contains("#:package MlNetShallow@*", sample);
        // A star stands for releases alone; what is packed here is none.
        File.WriteAllText(_folder["pictures.cs"], Regex.Replace(
            sample, "(?m)^#:project .*$", $"#:package MlNetShallow@{feed.Version}"));
        AddPackageSource();

        string output = await CleanShell.RunToSuccess(
            _folder.Path, _folder["packages"], CommandLine.DotnetHost, "run", "pictures.cs");

        Assert.Matches(@"(?m)^accuracy [01]\.\d{4}, AUC [01]\.\d{4}\s*$", output);
        Assert.True(File.Exists(_folder["pictures.zip"]), output);
    }

    private async Task<string> Run(string program, params string[] packages)
    {
        File.WriteAllText(_folder["Program.cs"], program);
        AddPackageSource();
        File.WriteAllText(_folder["Consumer.csproj"], $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
                <Nullable>enable</Nullable>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
                <MSBuildTreatWarningsAsErrors>true</MSBuildTreatWarningsAsErrors>
              </PropertyGroup>
              <ItemGroup>
                {string.Concat(packages.Select(id => $"""<PackageReference Include="{id}" Version="{feed.Version}" />"""))}
              </ItemGroup>
            </Project>
            """);
        return await CleanShell.RunToSuccess(_folder.Path, _folder["packages"], CommandLine.DotnetHost, "run");
    }

    private void AddPackageSource()
        => File.WriteAllText(_folder["nuget.config"], $"""
            <configuration>
              <packageSources>
                <add key="packed" value="{feed.Path}" />
              </packageSources>
              <fallbackPackageFolders>
                {OwnPackages()}
              </fallbackPackageFolders>
            </configuration>
            """);

    /// <summary>The packages that this build was made from, so that nothing is downloaded again.</summary>
    private static string OwnPackages()
    {
        string folder = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        return Directory.Exists(folder) ? $"""<add key="own" value="{folder}" />""" : "";
    }

    private static string Example(string page)
        => Regex.Match(File.ReadAllText(page), @"```csharp\r?\n(.*?)```", RegexOptions.Singleline).Groups[1].Value;
}
