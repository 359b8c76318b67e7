using MlNetShallow.Serialization;
using SixLabors.ImageSharp;
using SixLabors.ImageSharp.Formats.Jpeg;
using SixLabors.ImageSharp.PixelFormats;

namespace MlNetShallow.Drawing;

/// <summary>Writes drawn pictures as files, in folders named after their classes.</summary>
public static class PictureWriter
{
    private static readonly JpegEncoder Jpeg = new() { Quality = 85 };

    /// <summary>
    /// Writes train/cat, train/noncat, test/cat and test/noncat under <paramref name="folder"/>. The test pictures follow the
    /// training pictures in the numbers of the seed, so none is in both. Files of the same names are replaced.
    /// </summary>
    /// <exception cref="OperationCanceledException">It was cancelled; the pictures so far are complete and stay.</exception>
    public static void WriteSets(
        string folder, int seed, int trainCount, int testCount, CancellationToken cancellation = default)
    {
        (string Folder, IEnumerable<DrawnPicture> Pictures)[] sets =
        [
            (Path.Combine(folder, "train"), DrawnPictures.Generate(seed, 0, trainCount)),
            (Path.Combine(folder, "test"), DrawnPictures.Generate(seed, trainCount, testCount)),
        ];

        foreach ((string setFolder, IEnumerable<DrawnPicture> pictures) in sets)
        {
            foreach (string name in DrawnPicture.ClassNames)
                Directory.CreateDirectory(Path.Combine(setFolder, name));
            foreach (DrawnPicture picture in pictures)
            {
                cancellation.ThrowIfCancellationRequested();
                Write(Path.Combine(setFolder, picture.ClassName, picture.FileName), picture);
            }
        }
    }

    private static void Write(string path, DrawnPicture picture)
    {
        using Image<Rgb24> image = Image.LoadPixelData<Rgb24>(picture.Rgb, picture.Width, picture.Height);
        WholeFile.Write(path, stream =>
        {
            if (picture.IsJpeg)
                image.SaveAsJpeg(stream, Jpeg);
            else
                image.SaveAsPng(stream);
        });
    }
}
