using System.Numerics;
using MlNetShallow.Benchmarks.Data;
using MlNetShallow.Benchmarks.Timing;
using MlNetShallow.Training;

namespace MlNetShallow.Benchmarks.Measurements;

/// <summary>The course's cat model: 12288 bytes, 7 ReLU units, NumPy's seed 1, 2500 full-batch steps at rate 0.0075.</summary>
internal static class CourseModel
{
    private const int Rows = 209;
    private const int HiddenUnits = 7;
    private const int Steps = 2500;
    private const double Tolerance = 1e-9;

    public static void Measure(Settings settings, Report report)
    {
        TrainingSet? pictures = CoursePictures.TryLoad(settings.CoursePictures);
        if (pictures is null)
        {
            report.Note($"{settings.CoursePictures} has not the course's pictures: the costs are not checked, " +
                $"and the times are those of {Rows} synthetic pictures");
        }

        foreach (int threads in settings.Threads)
        {
            IReadOnlyList<double> costs = Train<double>("course/f64", threads);
            if (pictures is not null)
                CheckCosts(costs, threads, report);
            Train<float>("course/f32", threads);
        }

        IReadOnlyList<double> Train<T>(string name, int threads)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            TrainingSet examples = pictures ?? SyntheticPictures.Draw(Rows);
            var shape = new NetworkShape(examples.Features.Columns, HiddenUnits);
            var start = ShallowNetwork<T>.Initialize(shape, WeightInitialization.Normal, seed: 1);
            var options = new TrainingOptions { LearningRate = 0.0075, Epochs = Steps, NumberOfThreads = threads };
            IReadOnlyList<double> costs = [];
            report.Write(name, threads, Samples.Of(
                settings, () => costs = GradientDescent.Train(start, examples, options).CostHistory));
            return costs;
        }
    }

    private static void CheckCosts(IReadOnlyList<double> costs, int threads, Report report)
    {
        double error = CoursePictures.PublishedCosts.Select((cost, i) => Math.Abs(costs[i * 100] - cost)).Max();
        report.Write("course/f64/cost-error", threads, error, error, "max|cost-published|");
        if (!(error <= Tolerance))
            throw new InvalidOperationException($"A cost is {error} off the published one; at most {Tolerance} is right.");
    }
}
