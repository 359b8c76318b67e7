using System.Security.Cryptography;
using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetShallow.Benchmarks.Accuracy.Figures;

namespace MlNetShallow.Benchmarks.Accuracy.Problems;

/// <summary>
/// Pictures, most of them of others and no part of this repository, as the bytes that <c>FlattenImages</c> makes of them: 64×64×3
/// values. Null where a folder is missing.
/// </summary>
internal sealed class PictureProblems(string datasets)
{
    private const int Side = 64;

    private readonly MLContext _context = new();
    private readonly Dictionary<string, Picture[]> _read = [];

    /// <summary>The course's cats, split as the course does.</summary>
    public Problem? Cats(int _)
        => Read("catvnoncat/train") is { } train && Read("catvnoncat/test") is { } test
            ? Pose("catvnoncat", Cat, train, test) : null;

    /// <summary>The course's cats of both parts, less copies, split anew.</summary>
    public Problem? CatsSplitAnew(int split)
        => Read("catvnoncat/train") is { } train && Read("catvnoncat/test") is { } test
            ? SplitAnew("catvnoncat-anew", split, WithoutCopies([.. train, .. test])) : null;

    /// <summary>
    /// Hands that show 0 to 5 fingers. Some files are there more than once: of those in the training part only one stays, and
    /// none that is also in the test part.
    /// </summary>
    public Problem? Signs(int _)
    {
        if (Read("signs/train") is not { } train || Read("signs/validation") is not { } validation
            || Read("signs/test") is not { } test)
            return null;
        HashSet<string> inTest = [.. test.Select(picture => picture.Digest)];
        Picture[] rest = WithoutCopies([.. train.Concat(validation).Where(picture => !inTest.Contains(picture.Digest))]);
        return Pose("signs", picture => picture.Folder[0] - '0', rest, WithoutCopies(test), classes: 6);
    }

    /// <summary>Photos of cats and dogs, stretched to a square.</summary>
    public Problem? Pets(int split) => Read("pets") is { } pictures ? SplitAnew("pets", split, pictures) : null;

    /// <summary>The pictures that this repository draws, split as they are there.</summary>
    public Problem? DrawnCats(int _)
    {
        string folder = Path.GetFullPath(Path.Combine(SourceFolder.Path, "..", "datasets"));
        return Read(Path.Combine(folder, "train")) is { } train && Read(Path.Combine(folder, "test")) is { } test
            ? Pose("drawn-cats", Cat, train, test) : null;
    }

    private static float Cat(Picture picture) => picture.Folder is "cat" or "cats" ? 1 : 0;

    private static Problem SplitAnew(string name, int split, Picture[] pictures)
    {
        (int[] train, int[] test) = Splitting.Split([.. pictures.Select(Cat)], LearningTask.Binary, split);
        return Pose($"{name}-{split}", Cat, [.. train.Select(i => pictures[i])], [.. test.Select(i => pictures[i])]);
    }

    private static Problem Pose(
        string name, Func<Picture, float> label, Picture[] train, Picture[] test, int classes = 0)
    {
        return new(name, classes == 0 ? LearningTask.Binary : LearningTask.Multiclass, classes, Part(train), Part(test));

        Examples<byte> Part(Picture[] pictures)
            => new([.. pictures.Select(picture => picture.Pixels)], [.. pictures.Select(label)]);
    }

    private static Picture[] WithoutCopies(Picture[] pictures) => [.. pictures.DistinctBy(picture => picture.Digest)];

    /// <summary>The pictures of all folders in a folder, in the order of their names; null where it is missing.</summary>
    private Picture[]? Read(string name)
    {
        string folder = Path.Combine(datasets, name);
        if (_read.TryGetValue(folder, out Picture[]? known) || !Directory.Exists(folder))
            return known;

        PathRow[] files =
        [
            .. Directory.EnumerateFiles(folder, "*.*", SearchOption.AllDirectories)
                .Where(file => Path.GetExtension(file) is ".png" or ".jpg")
                .Order(StringComparer.Ordinal)
                .Select(file => new PathRow { ImagePath = file }),
        ];
        IDataView paths = _context.Data.LoadFromEnumerable(files);
        var flatten = _context.Transforms.FlattenImages(
            "Features", nameof(PathRow.ImagePath), Side, Side, DataKind.Byte);
        IEnumerable<VBuffer<byte>> rows = flatten.Fit(paths).Transform(paths).GetColumn<VBuffer<byte>>("Features");
        // Each row has a copy: the next one is written over the buffer that it came in.
        VBuffer<byte>[] pixels = [.. rows.Select(row => new VBuffer<byte>(row.Length, [.. row.DenseValues()]))];
        return _read[folder] =
        [
            .. files.Zip(pixels, (file, row) => new Picture(
                Path.GetFileName(Path.GetDirectoryName(file.ImagePath))!, Digest(row), row)),
        ];
    }

    private static string Digest(VBuffer<byte> pixels) => Convert.ToHexString(SHA256.HashData(pixels.GetValues()));

    /// <summary>A picture, the folder that names its class, and a digest of its pixels.</summary>
    private sealed record Picture(string Folder, string Digest, VBuffer<byte> Pixels);

    private sealed class PathRow
    {
        public string ImagePath { get; set; } = "";
    }
}
