using MathNet.Numerics;
using MlNetShallow.Benchmarks.Data;
using MlNetShallow.Benchmarks.Measurements.Forms;
using MlNetShallow.Benchmarks.Timing;
using MlNetShallow.Engines;
using MlNetShallow.Training;

namespace MlNetShallow.Benchmarks.Measurements;

/// <summary>
/// The course's cat model by loops, by matrices, by SIMD and in the Gram form: seconds a step, what a training does
/// before its first one shared out to all. All forms must have the same costs.
/// </summary>
internal sealed class Vectorization
{
    private const int HiddenUnits = 7;
    private const double Rate = 0.0075;
    private const int Steps = 100;
    private const int StepsOfTheCourse = 2500;
    private const double Tolerance = 1e-9;

    private readonly Settings _settings;
    private readonly Report _report;
    private readonly double[] _costs;
    private readonly double _secondsOfLoops;

    private Vectorization(Settings settings, Report report, LoopForm loops)
    {
        (_settings, _report) = (settings, report);
        double[] costs = [];
        Samples samples = Samples.Of(settings, () => costs = loops.Train(Rate, Steps));
        (_costs, _secondsOfLoops) = (costs, samples.Median / Steps);
        report.Write($"vectorization/loops/{Steps}-steps", 1, samples, "s/step", 1.0 / Steps);
    }

    public static void Measure(Settings settings, Report report)
    {
        TrainingSet? pictures = CoursePictures.TryLoad(settings.CoursePictures);
        if (pictures is null)
            report.Note($"{settings.CoursePictures} has not the course's pictures: {CoursePictures.Count} synthetic ones serve");
        TrainingSet examples = pictures ?? SyntheticPictures.Draw(CoursePictures.Count);
        var start = ShallowNetwork<double>.Initialize(
            new NetworkShape(examples.Features.Columns, HiddenUnits), WeightInitialization.Normal, seed: 1);
        var matrices = new MatrixForm(start, examples);
        var loops = new Vectorization(settings, report, new LoopForm(start, examples));
        foreach (int threads in settings.Threads)
        {
            loops.Compare("matrices", threads, Steps, steps =>
            {
                Control.MaxDegreeOfParallelism = threads;
                return matrices.Train(Rate, steps);
            });
            foreach (int count in (int[])[Steps, StepsOfTheCourse])
                loops.Compare("simd", threads, count, steps => Costs(steps, threads, new VectorizedEngine<double>(threads)));
        }

        // On pictures so few, a step in the Gram form is too short for a second thread.
        foreach (int count in (int[])[Steps, StepsOfTheCourse])
            loops.Compare("gram", 1, count, steps => Costs(steps, threads: 1, engine: null));

        IReadOnlyList<double> Costs(int steps, int threads, VectorizedEngine<double>? engine)
        {
            var options = new TrainingOptions { LearningRate = Rate, Epochs = steps, NumberOfThreads = threads };
            TrainingResult<double> trained = NetworkTrainer.Train(start, examples, options, engine);
            if (trained.Form != (engine is null ? TrainingForm.Gram : TrainingForm.Ordinary))
                throw new InvalidOperationException($"Training took the form {trained.Form}.");
            return trained.CostHistory;
        }
    }

    private void Compare(string form, int threads, int steps, Func<int, IReadOnlyList<double>> train)
    {
        string name = $"vectorization/{form}/{steps}-steps";
        IReadOnlyList<double> costs = [];
        Samples samples = Samples.Of(_settings, () => costs = train(steps));
        _report.Write(name, threads, samples, "s/step", 1.0 / steps);
        double times = _secondsOfLoops / (samples.Median / steps);
        _report.Write($"{name}/against-loops", threads, times, times, "times as fast, by medians");

        double error = _costs.Zip(costs, (loop, cost) => Math.Abs(loop - cost)).Max();
        _report.Write($"{name}/cost-error", threads, error, error, "max|cost-cost of loops|");
        if (!(error <= Tolerance))
            throw new InvalidOperationException($"{name}: a cost is {error} off the loops'; at most {Tolerance} is right.");
    }
}
