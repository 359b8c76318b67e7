namespace MlNetShallow.Mapping;

/// <summary>
/// The columns between the stages, dropped by the last. A contract knows its columns by fixed names, hence names that no user's
/// data has.
/// </summary>
internal static class PrivateColumns
{
    public const string Source = "MlNetShallow.Image.Source";
    public const string SettingsKey = "MlNetShallow.Image.SettingsKey";
    public const string Settings = "MlNetShallow.Image.Settings";
    public const string Part = "MlNetShallow.Image.Part";

    public static IEnumerable<string> Parts => Enumerable.Range(0, PixelParts.Count).Select(PartName);

    public static IEnumerable<string> All => [Source, SettingsKey, Settings, .. Parts];

    /// <summary>The parts whose lengths add up to the size.</summary>
    public static IEnumerable<string> PartsOf(int size) => PixelParts.Of(size).Select(PartName);

    private static string PartName(int part) => $"{Part}{part}";
}
