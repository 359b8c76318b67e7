namespace MlNetShallow.Sample.Tests.Packages;

[Collection(PackedOnce.Name)]
public sealed class PackageTests(PackedFeed feed) : IDisposable
{
    private const int Megabyte = 1_000_000;

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Libraries => [.. PackedFeed.Libraries];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("MlNetShallow.Network", "Microsoft.ML", "SixLabors", "MlNetShallow.Trainer")]
    [InlineData("MlNetShallow.Onnx", "Microsoft.ML", "SixLabors", "MlNetShallow.Trainer")]
    [InlineData("MlNetShallow.OnnxPipelines", "Microsoft.ML.ImageAnalytics", "SixLabors", "SkiaSharp", "MlNetShallow.Transforms")]
    [InlineData("MlNetShallow.Trainer", "Microsoft.ML.ImageAnalytics", "SixLabors", "SkiaSharp", "MlNetShallow.Transforms")]
    [InlineData("MlNetShallow.Transforms", "MlNetShallow")]
    [InlineData("MlNetShallow.Data", "MlNetShallow.Batch", "MlNetShallow.Evaluation", "Spectre", "System.CommandLine")]
    [InlineData("MlNetShallow.Batch", "MlNetShallow.Evaluation", "Spectre", "System.CommandLine")]
    [InlineData("MlNetShallow.Evaluation", "MlNetShallow.Batch", "Spectre", "System.CommandLine", "Microsoft.ML.LightGbm")]
    public void ALibraryHasDocsAndSymbolsAndBringsNothingThatItDoesNotNeed(string id, params string[] doesNotBring)
    {
        var package = new Package(feed.File(id));
        var symbols = new Package(feed.File(id, "snupkg"));

        Assert.Contains($"lib/net10.0/{id}.dll", package.Files);
        Assert.Contains($"lib/net10.0/{id}.xml", package.Files);
        Assert.Contains($"lib/net10.0/{id}.pdb", symbols.Files);
        Assert.DoesNotContain(package.Dependencies.Keys, dependency => doesNotBring.Any(
            name => dependency == name || dependency.StartsWith(name + ".", StringComparison.Ordinal)));
    }

    /// <summary>Neither less, nor what central versions would pin; each from the version on that the tests were run with.</summary>
    [Theory]
    [MemberData(nameof(Libraries))]
    public void ALibraryDependsOnWhatItsProjectRefersTo(string folder)
    {
        var project = new ProjectFile(folder);
        IEnumerable<KeyValuePair<string, string>> expected =
        [
            .. project.Packages.Select(pair => KeyValuePair.Create(
                pair.Key, pair.Value.Replace(", 3)", ", 3.0.0)", StringComparison.Ordinal))),
            .. project.Projects.Select(name => KeyValuePair.Create(name, feed.Version)),
        ];

        var package = new Package(feed.File(folder == "Package" ? "MlNetShallow" : $"MlNetShallow.{folder}"));

        Assert.Equal(expected.OrderBy(pair => pair.Key), package.Dependencies.OrderBy(pair => pair.Key));
    }

    [Fact]
    public void ThePackageToAddBringsTrainerAndTransforms()
        => Assert.Equal(
            ["MlNetShallow.Trainer", "MlNetShallow.Transforms"],
            new Package(feed.File("MlNetShallow")).Dependencies.Keys.Order());

    [Theory]
    [InlineData("MlNetShallow")]
    [InlineData("MlNetShallow.Network")]
    [InlineData("MlNetShallow.Onnx")]
    [InlineData("MlNetShallow.OnnxPipelines")]
    [InlineData("MlNetShallow.Trainer")]
    [InlineData("MlNetShallow.Transforms")]
    [InlineData("MlNetShallow.Tool")]
    public void APackageSaysWhatItIs(string id)
    {
        var package = new Package(feed.File(id));

        Assert.Contains("README.md", package.Files);
        Assert.Contains("icon.png", package.Files);
        Assert.Equal("README.md", package["readme"]);
        Assert.Equal("icon.png", package["icon"]);
        Assert.Equal("MIT", package["license"]);
        Assert.Contains("machine-learning", package["tags"].Split(' '));
        Assert.NotEqual("Package Description", package["description"]);
        // The first section of the changes, and no other.
        Assert.StartsWith("## ", package["releaseNotes"], StringComparison.Ordinal);
        Assert.DoesNotContain("\n## ", package["releaseNotes"], StringComparison.Ordinal);
        Assert.Contains(package["releaseNotes"].Split('\n')[^1].Trim(), File.ReadAllText(RepositoryFiles.Path("CHANGELOG.md")));
    }

    [Fact]
    public void TheToolBringsNoOtherPlatformsLibrariesAndIsSmall()
    {
        var tool = new Package(feed.File(PackedFeed.ToolHere));

        Assert.DoesNotContain(tool.Files, file => file.Contains("/runtimes/", StringComparison.Ordinal));
        Assert.Contains(tool.Files, file => Path.GetFileNameWithoutExtension(file) == "libSkiaSharp");
        Assert.DoesNotContain(tool.Files, file => Path.GetFileNameWithoutExtension(file) == "lib_lightgbm");
        Assert.InRange(new FileInfo(feed.File(PackedFeed.ToolHere)).Length, 0, 12 * Megabyte);
        Assert.InRange(new FileInfo(feed.File("MlNetShallow.Tool")).Length, 0, Megabyte);
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

        Assert.Equal(feed.Version, version.Trim().Split('+')[0]);
        Assert.True(File.Exists(_folder["model.zip"]));
    }
}
