using Microsoft.ML;

namespace MlNetShallow.Tests.Shared;

/// <summary>What the tests are built on: the real packages, or the subset of them in offline/.</summary>
internal static class PackageSet
{
    public static bool IsOffline { get; } =
        typeof(MLContext).Assembly.GetName().Name!.EndsWith(".Offline", StringComparison.Ordinal);
}
