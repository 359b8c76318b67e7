using MlNetShallow.Drawing;
using MlNetShallow.Sample.Tests;

[assembly: AssemblyFixture(typeof(DrawnSets))]

namespace MlNetShallow.Sample.Tests;

/// <summary>A few drawn pictures, and a model that is trained on them, for all tests that need any; none changes
/// them.</summary>
public sealed class DrawnSets : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public DrawnSets()
    {
        PictureWriter.WriteSets(_folder.Path, seed: 7, trainCount: 32, testCount: 16);
        Outcome trained = CommandLine.Run(["train", "--data", Train, "--model", Model, .. Quick]);
        if (trained.ExitCode != 0)
            throw new InvalidOperationException(trained.Error);
    }

    public static IReadOnlyList<string> QuickSize { get; } = ["--height", "16", "--width", "16"];

    /// <summary>Options for a training that takes no time.</summary>
    public static IReadOnlyList<string> Quick { get; } = [.. QuickSize, "--epochs", "5"];

    public string Train => _folder["train"];

    public string Test => _folder["test"];

    public string Model => _folder["model.zip"];

    public string[] Cats => Files(Train, "cat");

    public string[] Others => Files(Train, "noncat");

    public void Dispose() => _folder.Dispose();

    private static string[] Files(string set, string name) => [.. Directory.GetFiles(Path.Combine(set, name)).Order()];
}
