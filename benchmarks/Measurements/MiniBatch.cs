using System.Diagnostics;
using MlNetShallow.Benchmarks.Data;
using MlNetShallow.Benchmarks.Timing;
using MlNetShallow.Training;

namespace MlNetShallow.Benchmarks.Measurements;

/// <summary>Adam on mini-batches of 256: seconds per epoch, and the memory of the process. The first epoch warms up.</summary>
internal static class MiniBatch
{
    private const int HiddenUnits = 64;
    private const int BatchSize = 256;

    /// <summary>One size, and the process's memory at its peak: everything that the process has done counts.</summary>
    public static void Measure(Settings settings, Report report)
    {
        TrainingSet pictures = SyntheticPictures.Draw(settings.Rows);
        string name = $"minibatch/adam/h{HiddenUnits}/m{pictures.Rows}";
        foreach (int threads in settings.Threads)
            report.Write(name, threads, Epochs(settings, pictures, HiddenUnits, threads, settings.Repetitions), "s/epoch");

        double megabytes = Process.GetCurrentProcess().PeakWorkingSet64 / (double)(1 << 20);
        report.Write($"{name}/memory", settings.Threads.Max(), megabytes, megabytes, "MB");
    }

    /// <summary>Other numbers of hidden units, then an eighth to twice as many pictures; of fewer pictures as many more epochs,
    /// as one is over in an instant.</summary>
    public static void MeasureScaling(Settings settings, Report report)
    {
        foreach (int hiddenUnits in (int[])[7, 256, 1024])
            Measure(settings.Rows, hiddenUnits);
        for (int rows = settings.Rows / 8; rows <= settings.Rows * 2; rows *= 2)
            Measure(rows, HiddenUnits);

        void Measure(int rows, int hiddenUnits)
        {
            TrainingSet pictures = SyntheticPictures.Draw(rows);
            int epochs = settings.Repetitions * Math.Max(1, settings.Rows / rows);
            foreach (int threads in settings.Threads)
            {
                report.Write(
                    $"scaling/adam/h{hiddenUnits}/m{rows}", threads,
                    Epochs(settings, pictures, hiddenUnits, threads, epochs), "s/epoch");
            }
        }
    }

    private static Samples Epochs(Settings settings, TrainingSet pictures, int hiddenUnits, int threads, int epochs)
    {
        var shape = new NetworkShape(pictures.Features.Columns, hiddenUnits);
        var start = ShallowNetwork<float>.Initialize(shape, WeightInitialization.He, seed: 1);
        var samples = new Samples();
        OtherProcesses.WaitUntilQuiet(settings.Wait);
        NetworkTrainer.Train(start, pictures, new TrainingOptions
        {
            Optimizer = Optimizer.Adam(),
            LearningRate = 1e-3,
            BatchSize = BatchSize,
            Epochs = epochs + 1,
            NumberOfThreads = threads,
            Progress = progress =>
            {
                if (progress.Epoch > 1)
                    samples.End();
                samples.Begin();
            },
        });
        return samples;
    }
}
