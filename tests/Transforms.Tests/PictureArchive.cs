using System.IO.Compression;
using System.Text;

namespace MlNetShallow.Transforms.Tests;

/// <summary>Fixtures/decoded.zip: pictures of every kind, and what Pillow reads from them.</summary>
internal static class PictureArchive
{
    private static readonly Dictionary<string, byte[]> Entries = Read();

    public static IEnumerable<string> Names => Entries.Keys.Where(name => !name.EndsWith(".ppm", StringComparison.Ordinal));

    public static byte[] Encoded(string name) => Entries[name];

    /// <summary>The pixels upright, R, G, B, row by row.</summary>
    public static (int Height, int Width, byte[] Rgb) Expected(string name)
    {
        byte[] ppm = Entries[name + ".ppm"];
        int end = Array.IndexOf(ppm, (byte)'\n');
        string[] header = Encoding.ASCII.GetString(ppm, 0, end).Split(' ');
        return (int.Parse(header[2]), int.Parse(header[1]), ppm[(end + 1)..]);
    }

    private static Dictionary<string, byte[]> Read()
    {
        using ZipArchive archive = ZipFile.OpenRead(Path.Combine(Fixture.Folder, "decoded.zip"));
        return archive.Entries.ToDictionary(entry => entry.FullName, entry =>
        {
            using Stream stream = entry.Open();
            var content = new MemoryStream();
            stream.CopyTo(content);
            return content.ToArray();
        });
    }
}
