using System.Runtime.CompilerServices;

namespace MlNetShallow.Sample.Tests;

/// <summary>Where the repository is that the tests were built from.</summary>
internal static class RepositoryFiles
{
    private static readonly string Root = System.IO.Path.GetFullPath(System.IO.Path.Combine(ThisFolder(), "..", ".."));

    public static string Path(params string[] names) => System.IO.Path.GetFullPath(System.IO.Path.Combine([Root, .. names]));

    private static string ThisFolder([CallerFilePath] string file = "") => System.IO.Path.GetDirectoryName(file)!;
}
