using System.Numerics;
using MlNetShallow.Benchmarks.Data;
using MlNetShallow.Benchmarks.Timing;
using MlNetShallow.Training;

namespace MlNetShallow.Benchmarks.Measurements;

/// <summary>
/// The course's cat model: 12288 bytes, 7 ReLU units, NumPy's seed 1, 2500 full-batch steps at rate 0.0075; and the time that
/// L-BFGS takes to the cost to which these lead.
/// </summary>
internal sealed class CourseModel
{
    private const int HiddenUnits = 7;
    private const int Steps = 2500;
    private const double Tolerance = 1e-9;

    private static readonly TrainingOptions Descent = new() { LearningRate = 0.0075, Epochs = Steps };
    private static readonly TrainingOptions Lbfgs = new() { Optimizer = Optimizer.Lbfgs(), Epochs = Steps };

    private readonly Settings _settings;
    private readonly Report _report;
    private readonly TrainingSet _examples;
    private readonly bool _isPublished;

    private CourseModel(Settings settings, Report report)
    {
        (_settings, _report) = (settings, report);
        TrainingSet? pictures = CoursePictures.TryLoad(settings.CoursePictures);
        _isPublished = pictures is not null;
        _examples = pictures ?? SyntheticPictures.Draw(CoursePictures.Count);
        if (!_isPublished)
        {
            report.Note($"{settings.CoursePictures} has not the course's pictures: the costs are not checked, " +
                $"and the times are those of {CoursePictures.Count} synthetic pictures");
        }
    }

    public static void Measure(Settings settings, Report report)
    {
        var model = new CourseModel(settings, report);
        int iterations = model.IterationsToTheSameCost();
        foreach (int threads in settings.Threads)
        {
            IReadOnlyList<double> costs = model.Time<double>("course/f64", threads, Descent);
            if (model._isPublished)
                model.CheckCosts(costs, threads);
            model.Time<float>("course/f32", threads, Descent);
            model.Time<double>("course/lbfgs/f64", threads, Lbfgs with { Epochs = iterations });
            report.Write("course/lbfgs/f64/iterations", threads, iterations, iterations, "iterations");
        }
    }

    private IReadOnlyList<double> Time<T>(string name, int threads, TrainingOptions options)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        IReadOnlyList<double> costs = [];
        ShallowNetwork<T> start = Start<T>();
        options = options with { NumberOfThreads = threads };
        _report.Write(name, threads, Samples.Of(
            _settings, () => costs = NetworkTrainer.Train(start, _examples, options).CostHistory));
        return costs;
    }

    private ShallowNetwork<T> Start<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => ShallowNetwork<T>.Initialize(
            new NetworkShape(_examples.Features.Columns, HiddenUnits), WeightInitialization.Normal, seed: 1);

    /// <summary>The iterations after which L-BFGS is at the cost that gradient descent has after its last step.</summary>
    private int IterationsToTheSameCost()
    {
        double target = Costs(Descent with { Epochs = Steps + 1 })[^1];
        int iterations = Costs(Lbfgs).TakeWhile(cost => cost > target).Count();
        _report.Note($"L-BFGS is at gradient descent's cost of {target:G6} after {iterations} iterations");
        return iterations;

        // Each cost is that before its step.
        IReadOnlyList<double> Costs(TrainingOptions options)
            => NetworkTrainer.Train(Start<double>(), _examples, options).CostHistory;
    }

    private void CheckCosts(IReadOnlyList<double> costs, int threads)
    {
        double error = CoursePictures.PublishedCosts.Select((cost, i) => Math.Abs(costs[i * 100] - cost)).Max();
        _report.Write("course/f64/cost-error", threads, error, error, "max|cost-published|");
        if (!(error <= Tolerance))
            throw new InvalidOperationException($"A cost is {error} off the published one; at most {Tolerance} is right.");
    }
}
