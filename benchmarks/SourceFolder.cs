using System.Runtime.CompilerServices;

namespace MlNetShallow.Benchmarks;

/// <summary>The folder of these sources, which holds the scripts of the peers.</summary>
internal static class SourceFolder
{
    public static string Path { get; } = Find();

    private static string Find([CallerFilePath] string thisFile = "") => System.IO.Path.GetDirectoryName(thisFile)!;
}
