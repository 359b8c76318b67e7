using System.Diagnostics;
using MlNetShallow.Benchmarks.Data;
using MlNetShallow.Training;

namespace MlNetShallow.Benchmarks.Measurements;

/// <summary>
/// Adam on mini-batches of 256 over pictures that are drawn block by block, as they are needed: the seconds of an epoch, drawing
/// included, and the process's memory at its peak meanwhile. Then the same over sets that are held in memory.
/// </summary>
internal static class Streaming
{
    private const int HiddenUnits = 64;
    private const int BlockRows = 2048;
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(10);

    public static void Measure(Settings settings, Report report)
    {
        int threads = settings.Threads.Max();
        var shape = new NetworkShape(SyntheticPictures.Features, HiddenUnits);
        var start = ShallowNetwork<float>.Initialize(shape, WeightInitialization.He, seed: 1);
        var options = new TrainingOptions
        {
            Optimizer = Optimizer.Adam(),
            LearningRate = 1e-3,
            BatchSize = 256,
            Epochs = 2,
            NumberOfThreads = threads,
        };
        // The first run warms up; what it leaves in memory, all have.
        NetworkTrainer.TrainFromBlocks(start, SyntheticPictures.DrawBlocks(2 * BlockRows, BlockRows), options);
        foreach (int rows in (int[])[10_000, 40_000, 160_000])
        {
            Write("streaming", rows, () => NetworkTrainer.TrainFromBlocks(
                start, SyntheticPictures.DrawBlocks(rows, BlockRows), options));
        }

        foreach (int rows in (int[])[10_000, 40_000])
            Write("in-memory", rows, () => NetworkTrainer.Train(start, SyntheticPictures.Draw(rows), options));

        void Write(string group, int rows, Func<TrainingResult<float>> train)
        {
            double megabytes = PeakMegabytes(() =>
            {
                double[] seconds = [.. train().History.Select(epoch => epoch.Seconds).Order()];
                report.Write($"{group}/adam/h{HiddenUnits}/m{rows}", threads, seconds[0], seconds[^1], "s/epoch");
            });
            report.Write($"{group}/adam/h{HiddenUnits}/m{rows}/memory", threads, megabytes, megabytes, "MB");
        }
    }

    internal static double PeakMegabytes(Action run)
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        long peak = 0;
        void Sample(object? _)
        {
            using Process process = Process.GetCurrentProcess();
            peak = Math.Max(peak, process.WorkingSet64);
        }

        using (new Timer(Sample, null, TimeSpan.Zero, Interval))
            run();
        return peak / (double)(1 << 20);
    }
}
