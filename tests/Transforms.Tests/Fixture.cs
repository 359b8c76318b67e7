namespace MlNetShallow.Transforms.Tests;

/// <summary>The pictures of Fixtures/, and what Pillow reads from them.</summary>
internal static class Fixture
{
    public static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "Fixtures");

    public static string Good(string name) => Path.Combine(Folder, "good", name);

    public static string Bad(string name) => Path.Combine(Folder, "bad", name);

    public static byte[] Rgb(string name) => File.ReadAllBytes(Good($"{name}.rgb"));
}
