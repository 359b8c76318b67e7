using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MlNetShallow.Tests.Shared;

/// <summary>Has LightGBM train on one thread in these tests. Several wait for each other by spinning, which beside other tests
/// takes a hundred times as long as the training.</summary>
internal static class LightGbmThreads
{
    [ModuleInitializer]
    internal static void UseOne()
    {
        try
        {
            _ = LGBM_SetMaxThreads(1);
        }
        catch (DllNotFoundException)
        {
            // Where it cannot be loaded it trains on none.
        }
    }

    [DllImport("lib_lightgbm")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int LGBM_SetMaxThreads(int threads);
}
