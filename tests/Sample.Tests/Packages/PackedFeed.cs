using System.Reflection;

namespace MlNetShallow.Sample.Tests.Packages;

/// <summary>The packages of the build that these tests are of, in a folder that serves as a package source.</summary>
public sealed class PackedFeed : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();

    /// <summary>The folder.</summary>
    public string Path => _folder["feed"];

    /// <summary>The version of all of them; no cache of packages on this machine has it.</summary>
    public string Version { get; } =
        $"{typeof(Program).Assembly.GetName().Version!.ToString(3)}-test-{Guid.NewGuid():N}";

    public async ValueTask InitializeAsync()
    {
        string configuration = typeof(PackedFeed).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration;
        await CleanShell.RunToSuccess(
            RepositoryFiles.Path(), packagesFolder: null, CommandLine.DotnetHost,
            "pack", "MlNetShallow.sln", "--no-build", "--configuration", configuration, "--output", Path,
            $"-p:PackageVersion={Version}", $"-p:NuspecOutputPath={_folder["nuspec"]}");
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>The file of a package.</summary>
    public string File(string id, string extension = "nupkg") => System.IO.Path.Combine(Path, $"{id}.{Version}.{extension}");
}
