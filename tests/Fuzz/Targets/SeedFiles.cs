namespace MlNetShallow.Fuzz.Targets;

/// <summary>The fixtures of the tests beside this program, in an order that is the same everywhere.</summary>
internal static class SeedFiles
{
    /// <summary>The contents of those of a kind.</summary>
    public static byte[][] Of(string kind)
    {
        string folder = Path.Combine(AppContext.BaseDirectory, "Seeds", kind);
        return
        [
            .. Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
                .Select(File.ReadAllBytes),
        ];
    }
}
