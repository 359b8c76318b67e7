using System.Reflection;
using System.Runtime.InteropServices;

namespace MlNetShallow.Sample.Tests.Packages;

/// <summary>The packages of the build that these tests are of, in a folder that serves as a package source. Of the tool there is
/// the package for this machine's platform, and the one that leads to it.</summary>
public sealed class PackedFeed : IAsyncLifetime
{
    /// <summary>The libraries: folders of src/.</summary>
    public static readonly string[] Libraries = 
        ["Network", "Onnx", "OnnxPipelines", "Trainer", "Transforms", "Package", "Data", "Batch", "Evaluation"];

    private const string Tool = "Sample";

    private readonly TemporaryFolder _folder = new();

    /// <summary>The folder.</summary>
    public string Path => _folder["feed"];

    /// <summary>The version of all of them; no cache of packages on this machine has it.</summary>
    public string Version { get; } =
        $"{typeof(Program).Assembly.GetName().Version!.ToString(3)}-test-{Guid.NewGuid():N}";

    /// <summary>The tool's package for this machine.</summary>
    public static string ToolHere => $"MlNetShallow.Tool.{RuntimeInformation.RuntimeIdentifier}";

    public async ValueTask InitializeAsync()
    {
        foreach (string library in Libraries)
            await Pack(library, "--no-build", $"-p:PackageVersion={Version}");

        // It is built for this platform in a folder of its own: the build that these tests run must stay as it is.
        await Pack(
            Tool, $"-p:RuntimeIdentifiers={RuntimeInformation.RuntimeIdentifier}", $"-p:Version={Version}",
            $"-p:ArtifactsPath={_folder["artifacts"]}");
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>The file of a package.</summary>
    public string File(string id, string extension = "nupkg") => System.IO.Path.Combine(Path, $"{id}.{Version}.{extension}");

    private async Task Pack(string project, params string[] options)
    {
        string configuration = typeof(PackedFeed).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration;
        await CleanShell.RunToSuccess(
            RepositoryFiles.Path("src", project), packagesFolder: null, CommandLine.DotnetHost,
            ["pack", "--configuration", configuration, "--output", Path, $"-p:NuspecOutputPath={_folder["nuspec"]}", .. options]);
    }
}
