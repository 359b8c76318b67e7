using SixLabors.ImageSharp;
using SixLabors.ImageSharp.PixelFormats;

namespace MlNetShallow.Benchmarks.Data;

/// <summary>The course's cat set and the costs published for it. The pictures are no part of this repository.</summary>
internal static class CoursePictures
{
    /// <summary>The number of pictures in the training set.</summary>
    public const int Count = 209;

    private const string Variable = "MLNETSHALLOW_COURSE_DATA";

    /// <summary>J before step 0, 100, … 2400.</summary>
    public static readonly double[] PublishedCosts =
    [
        0.6930497356599888, 0.6464320953428849, 0.6325140647912677, 0.6015024920354665, 0.5601966311605748,
        0.5158304772764729, 0.4754901313943325, 0.43391631512257495, 0.4007977536203889, 0.3580705011323798,
        0.3394281538366413, 0.3052753636196264, 0.2749137728213016, 0.24681768210614832, 0.1985073503746612,
        0.17448318112556635, 0.17080762978095823, 0.11306524562164749, 0.09629426845937161, 0.08342617959726865,
        0.07439078704319083, 0.0663074813226793, 0.05919329501038169, 0.05336140348560554, 0.04855478562877018,
    ];

    public static string DefaultFolder
        => Environment.GetEnvironmentVariable(Variable)
            ?? Path.Combine(DatasetsFolder, "catvnoncat");

    /// <summary>Where sets of pictures that are no part of this repository are looked for: beside it.</summary>
    public static string DatasetsFolder => Path.GetFullPath(Path.Combine(SourceFolder.Path, "..", "..", "shared", "datasets"));

    /// <summary>The training set in the order of the original file, or null where the folder does not have it.</summary>
    public static TrainingSet? TryLoad(string folder)
    {
        string train = Path.Combine(folder, "train");
        if (!Directory.Exists(train))
            return null;

        var features = FeatureMatrix.Create<byte>(SyntheticPictures.Features);
        List<float> labels = [];
        string[] files = Directory.GetFiles(train, "*.png", SearchOption.AllDirectories);
        foreach (string file in files.OrderBy(file => int.Parse(Path.GetFileNameWithoutExtension(file))))
        {
            using Image<Rgb24> picture = Image.Load<Rgb24>(file);
            picture.CopyPixelDataTo(features.AddRow());
            labels.Add(Path.GetFileName(Path.GetDirectoryName(file)) == "cat" ? 1 : 0);
        }

        return new TrainingSet(features, [.. labels]);
    }
}
