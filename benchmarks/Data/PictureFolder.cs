using MlNetShallow.Drawing;
using SixLabors.ImageSharp;
using SixLabors.ImageSharp.Formats.Jpeg;
using SixLabors.ImageSharp.PixelFormats;
using SixLabors.ImageSharp.Processing;

namespace MlNetShallow.Benchmarks.Data;

/// <summary>A folder of picture files of one size, made from the drawn pictures, that is deleted in the end.</summary>
internal sealed class PictureFolder : IDisposable
{
    private const int Seed = 1;

    // Photographs are not as smooth as drawings: with this noise a file is as large as that of a photograph of its size.
    private const int Noise = 12;

    private const int LargestVariety = 1000;

    private static readonly JpegEncoder Jpeg = new() { Quality = 85 };

    private PictureFolder(string name, int count, string path) => (Name, Count, Path) = (name, count, path);

    public string Name { get; }

    public int Count { get; }

    public string Path { get; }

    public string[] Files => [.. Directory.GetFiles(Path).Order(StringComparer.Ordinal)];

    /// <summary>64×64 pixels, as the network takes them.</summary>
    public static PictureFolder Png64(int count) => Make("png64", count, (number, path) =>
    {
        using Image<Rgb24> picture = Draw(number, 64, 64);
        picture.SaveAsPng(path + ".png");
    });

    /// <summary>Pictures that have to be brought to size: cats have even numbers.</summary>
    /// <param name="width">Their width.</param>
    /// <param name="height">Their height.</param>
    /// <param name="count">Their number.</param>
    /// <param name="isEachDrawn">Whether no picture is there twice, as those must be that something is learnt from.</param>
    public static PictureFolder JpegOf(int width, int height, int count, bool isEachDrawn = false) => Make(
        $"jpeg{width}x{height}", count,
        (number, path) =>
        {
            using Image<Rgb24> picture = Draw(number, width, height);
            AddNoise(picture, number);
            picture.SaveAsJpeg(path + ".jpg", Jpeg);
        },
        isEachDrawn ? count : LargestVariety);

    public void Dispose() => Directory.Delete(Path, recursive: true);

    // Files are all of their own, contents repeat: to draw and encode all would take longer than what is measured.
    private static PictureFolder Make(string name, int count, Action<int, string> write, int variety = LargestVariety)
    {
        string path = Directory.CreateTempSubdirectory($"mlnetshallow-{name}-").FullName;
        Parallel.For(
            0, Math.Min(count, variety), number => write(number, System.IO.Path.Combine(path, $"{number:00000}")));
        string[] drawn = Directory.GetFiles(path);
        for (int number = drawn.Length; number < count; number++)
        {
            string original = drawn[number % variety];
            File.Copy(original, System.IO.Path.Combine(path, $"{number:00000}{System.IO.Path.GetExtension(original)}"));
        }

        return new PictureFolder(name, count, path);
    }

    private static Image<Rgb24> Draw(int number, int width, int height)
    {
        DrawnPicture drawn = DrawnPictures.Draw(Seed, number);
        Image<Rgb24> picture = Image.LoadPixelData<Rgb24>(drawn.Rgb, drawn.Width, drawn.Height);
        if (picture.Width != width || picture.Height != height)
            picture.Mutate(context => context.Resize(width, height));
        return picture;
    }

    private static void AddNoise(Image<Rgb24> picture, int seed)
    {
        var random = new Random(seed);
        picture.ProcessPixelRows(rows =>
        {
            for (int y = 0; y < rows.Height; y++)
            {
                foreach (ref Rgb24 pixel in rows.GetRowSpan(y))
                {
                    int noise = random.Next(-Noise, Noise + 1);
                    pixel = new Rgb24(Add(pixel.R), Add(pixel.G), Add(pixel.B));

                    byte Add(byte level) => (byte)Math.Clamp(level + noise, 0, 255);
                }
            }
        });
    }
}
