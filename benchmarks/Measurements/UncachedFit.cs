using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetShallow.Benchmarks.Data;

namespace MlNetShallow.Benchmarks.Measurements;

/// <summary>
/// Fit with CacheData = false on a data view whose rows are drawn as they are read: the seconds of an epoch, drawing included,
/// and the process's memory at its peak meanwhile.
/// </summary>
internal static class UncachedFit
{
    private const int HiddenUnits = 64;
    private const int BlockRows = 64;

    public static void Measure(Settings settings, Report report)
    {
        int threads = settings.Threads.Max();
        var context = new MLContext();
        var trainer = context.BinaryClassification.Trainers.ShallowNetwork(new ShallowNetworkBinaryTrainer.Options
        {
            NumberOfHiddenUnits = HiddenUnits,
            Optimizer = Optimizer.Adam(),
            BatchSize = 256,
            NumberOfEpochs = 2,
            NumberOfThreads = threads,
            CacheData = false,
        });
        IDataView pictures = context.Data.LoadFromEnumerable(Draw(settings.Rows));
        string name = $"uncached-fit/adam/h{HiddenUnits}/m{settings.Rows}";
        double megabytes = Streaming.PeakMegabytes(() =>
        {
            double[] seconds = [.. trainer.Fit(pictures).Model.History.Select(epoch => epoch.Seconds).Order()];
            report.Write(name, threads, seconds[0], seconds[^1], "s/epoch");
        });
        report.Write($"{name}/memory", threads, megabytes, megabytes, "MB");
    }

    /// <summary>One object for all rows, as a reader takes what it needs of a row before it asks for the next.</summary>
    private static IEnumerable<Picture> Draw(int rows)
    {
        var picture = new Picture();
        foreach (TrainingSet block in SyntheticPictures.DrawBlocks(rows, BlockRows))
        {
            var features = (FeatureMatrix<byte>)block.Features;
            for (int row = 0; row < block.Rows; row++)
            {
                features.Row(row).CopyTo(picture.Features);
                picture.Label = block.Labels[row] > 0;
                yield return picture;
            }
        }
    }

    private sealed class Picture
    {
        public bool Label { get; set; }

        [VectorType(SyntheticPictures.Features)]
        public byte[] Features { get; set; } = new byte[SyntheticPictures.Features];
    }
}
