using System.Reflection;
using MlNetShallow.Sample.Tests;

namespace MlNetShallow.Docs.Tests.Samples;

/// <summary>A program of one file in samples/.</summary>
internal static class SampleProgram
{
    /// <summary>The arguments with which dotnet builds and runs it, on the libraries that these tests were built with.</summary>
    public static string[] Run(string file, params string[] arguments)
    {
        string configuration = typeof(SampleProgram).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration;
        return
        [
            "run", "--configuration", configuration, "--property:BuildProjectReferences=false",
            "--file", RepositoryFiles.Path("samples", file), "--", .. arguments,
        ];
    }
}
