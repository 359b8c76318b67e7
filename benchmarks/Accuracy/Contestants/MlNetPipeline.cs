using System.Diagnostics;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlNetShallow.Benchmarks.Accuracy.Contestants;

/// <summary>A trainer of ML.NET's kind, ours or its own, on data in memory.</summary>
internal static class MlNetPipeline
{
    /// <summary>A contestant that takes bytes as they are.</summary>
    public static Contestant OfBytes(
        string name, bool givesProbabilities, Func<MLContext, int, IEstimator<ITransformer>> trainer)
        => Make(name, givesProbabilities, trainer, (examples, context, problem) => examples.ToDataView(context, problem));

    /// <summary>A contestant that needs singles.</summary>
    public static Contestant OfSingles(
        string name, bool givesProbabilities, Func<MLContext, int, IEstimator<ITransformer>> trainer)
        => Make(name, givesProbabilities, trainer, (examples, context, problem) => examples.ToSinglesDataView(context, problem));

    private static Contestant Make(
        string name,
        bool givesProbabilities,
        Func<MLContext, int, IEstimator<ITransformer>> trainer,
        Func<Examples, MLContext, Problem, IDataView> toDataView)
        => new(name, (problem, seed) =>
        {
            var context = new MLContext(seed);
            IDataView train = Cached(context, toDataView(problem.Train, context, problem));
            IDataView test = Cached(context, toDataView(problem.Test, context, problem));
            IEstimator<ITransformer> estimator = trainer(context, seed);
            var clock = Stopwatch.StartNew();
            ITransformer model = estimator.Fit(train);
            double seconds = clock.Elapsed.TotalSeconds;
            return (seconds, Read(model.Transform(test), problem.Task, givesProbabilities));
        });

    private static Predictions Read(IDataView scored, LearningTask task, bool givesProbabilities)
    {
        if (task == LearningTask.Multiclass)
        {
            double[] scores =
            [
                .. scored.GetColumn<VBuffer<float>>("Score")
                    .SelectMany(row => row.DenseValues())
                    .Select(score => (double)score),
            ];
            return new(scores, Probabilities: givesProbabilities ? scores : null);
        }

        double[] values = Column(scored, "Score");
        return new(values, Probabilities: givesProbabilities ? Column(scored, "Probability") : null);
    }

    private static double[] Column(IDataView data, string name)
        => [.. data.GetColumn<float>(name).Select(value => (double)value)];

    /// <summary>Keeps the data in memory, and reads them once, so that no fit is charged for it.</summary>
    private static IDataView Cached(MLContext context, IDataView data)
    {
        IDataView cached = context.Data.Cache(data);
        using DataViewRowCursor cursor = cached.GetRowCursor(cached.Schema);
        while (cursor.MoveNext())
        {
        }

        return cached;
    }
}
