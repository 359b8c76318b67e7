using System.IO.Compression;
using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace MlNetShallow.Sample.Tests.Packages;

public sealed class PackageTests(PackedFeed feed) : IClassFixture<PackedFeed>, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("MlNetShallow.Network", "Microsoft.ML", "SixLabors", "MlNetShallow.Trainer")]
    [InlineData("MlNetShallow.Trainer", "Microsoft.ML.ImageAnalytics", "SixLabors", "MlNetShallow.Transforms")]
    [InlineData("MlNetShallow.Transforms", "MlNetShallow")]
    public void ALibraryHasDocsReadmeAndSymbolsAndBringsNothingThatItDoesNotNeed(string id, params string[] doesNotBring)
    {
        string[] files = Entries(feed.File(id)), symbols = Entries(feed.File(id, "snupkg"));
        XElement metadata = Metadata(id);

        Assert.Contains($"lib/net10.0/{id}.dll", files);
        Assert.Contains($"lib/net10.0/{id}.xml", files);
        Assert.Contains("README.md", files);
        Assert.Contains($"lib/net10.0/{id}.pdb", symbols);
        Assert.Equal("README.md", Value(metadata, "readme"));
        Assert.Equal("MIT", Value(metadata, "license"));
        Assert.NotEqual("Package Description", Value(metadata, "description"));
        Assert.DoesNotContain(Dependencies(metadata), dependency => doesNotBring.Any(
            name => dependency == name || dependency.StartsWith(name + ".", StringComparison.Ordinal)));
    }

    [Fact]
    public void ThePackageToAddBringsTrainerAndTransforms()
    {
        Assert.Equal(["MlNetShallow.Trainer", "MlNetShallow.Transforms"], Dependencies(Metadata("MlNetShallow")).Order());
    }

    [Fact]
    public async Task ANewProjectWithNothingButThePackageRunsTheExampleOfItsReadme()
    {
        foreach (string set in (string[])["train", "test"])
        {
            foreach (string name in (string[])["cat", "noncat"])
            {
                _folder.AddClass(
                    Path.Combine("datasets", set), name, Directory.GetFiles(RepositoryFiles.Path("datasets", set, name)));
            }
        }

        File.WriteAllText(_folder["Program.cs"], Example(RepositoryFiles.Path("README.md")));
        File.WriteAllText(_folder["nuget.config"], $"""
            <configuration>
              <packageSources>
                <add key="packed" value="{feed.Path}" />
              </packageSources>
              <fallbackPackageFolders>
                {OwnPackages()}
              </fallbackPackageFolders>
            </configuration>
            """);
        File.WriteAllText(_folder["Consumer.csproj"], $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
                <Nullable>enable</Nullable>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="MlNetShallow" Version="{feed.Version}" />
              </ItemGroup>
            </Project>
            """);

        string output = await CleanShell.RunToSuccess(_folder.Path, _folder["packages"], CommandLine.DotnetHost, "run");

        Assert.Matches(@"(?m)^accuracy [01]\.\d{4}, AUC [01]\.\d{4}\s*$", output);
        Assert.True(File.Exists(_folder["model.zip"]), output);
    }

    [Fact]
    public async Task TheToolInstallsAndTrains()
    {
        string tool = _folder["tool", OperatingSystem.IsWindows() ? "mlnetshallow.exe" : "mlnetshallow"];
        string packages = _folder["packages"];

        await CleanShell.RunToSuccess(
            _folder.Path, packages, CommandLine.DotnetHost,
            "tool", "install", "MlNetShallow.Tool", "--version", feed.Version,
            "--add-source", feed.Path, "--tool-path", _folder["tool"]);
        string version = await CleanShell.RunToSuccess(_folder.Path, packages, tool, "--version");
        string[] train = ["train", "--data", RepositoryFiles.Path("datasets", "train"), "--model", _folder["model.zip"]];
        await CleanShell.RunToSuccess(_folder.Path, packages, tool, [.. train, .. DrawnSets.Quick]);

        Assert.Equal(
            typeof(Program).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion,
            version.Trim());
        Assert.True(File.Exists(_folder["model.zip"]));
    }

    /// <summary>The packages that this build was made from, so that nothing is downloaded again.</summary>
    private static string OwnPackages()
    {
        string folder = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        return Directory.Exists(folder) ? $"""<add key="own" value="{folder}" />""" : "";
    }

    private static string Example(string page)
        => Regex.Match(File.ReadAllText(page), @"```csharp\r?\n(.*?)```", RegexOptions.Singleline).Groups[1].Value;

    private static string[] Entries(string package)
    {
        using ZipArchive archive = ZipFile.OpenRead(package);
        return [.. archive.Entries.Select(entry => entry.FullName)];
    }

    private XElement Metadata(string id)
    {
        using ZipArchive archive = ZipFile.OpenRead(feed.File(id));
        using Stream nuspec = archive.GetEntry($"{id}.nuspec")!.Open();
        return XDocument.Load(nuspec).Root!.Elements().Single(element => element.Name.LocalName == "metadata");
    }

    private static string Value(XElement metadata, string name)
        => metadata.Elements().Single(element => element.Name.LocalName == name).Value;

    private static IEnumerable<string> Dependencies(XElement metadata)
        => metadata.Descendants().Where(element => element.Name.LocalName == "dependency")
            .Select(element => element.Attribute("id")!.Value);
}
