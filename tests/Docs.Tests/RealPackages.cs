using MlNetShallow.Tests.Shared;

namespace MlNetShallow.Docs.Tests;

internal static class RealPackages
{
    /// <summary>Skips the test on the offline subset, which lacks what it needs.</summary>
    public static void SkipWithout(string what)
        => Assert.SkipWhen(PackageSet.IsOffline, $"{what} is in the Microsoft.ML package; the offline subset has none.");
}
