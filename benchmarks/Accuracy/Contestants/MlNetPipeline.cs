using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetShallow.Benchmarks.Accuracy.Figures;

namespace MlNetShallow.Benchmarks.Accuracy.Contestants;

/// <summary>A trainer of ML.NET's kind, ours or its own, on data in memory.</summary>
internal static class MlNetPipeline
{
    /// <summary>More rows are not cached, which would add their size to the memory that a fit takes.</summary>
    private const int MostCachedRows = 50_000;

    private static readonly HashSet<(string Name, LearningTask Task, Type Features, bool IsSparse)> Warm = [];

    /// <summary>A contestant of a trainer that a problem and a seed make.</summary>
    /// <param name="name">Its short name.</param>
    /// <param name="takesBytes">Whether it takes bytes as they are; if not it gets them as singles.</param>
    /// <param name="takesPart">Whether it is measured on a problem of a kind of set.</param>
    /// <param name="trainer">Makes it.</param>
    public static Contestant Make(
        string name,
        bool takesBytes,
        Func<SetKind, Problem, bool> takesPart,
        Func<MLContext, SetKind, Problem, int, IEstimator<ITransformer>> trainer)
    {
        return new(name, takesPart, (kind, problem, seed) =>
        {
            // What a first fit compiles is not what a fit takes.
            if (Warm.Add((name, problem.Task, problem.Train.GetType(), problem.Train.StartsWithSparseRow)))
                Fit(kind, WarmUp.Like(problem), seed);
            return Fit(kind, problem, seed);
        });

        (Cost Cost, Predictions Predictions) Fit(SetKind kind, Problem problem, int seed)
        {
            var context = new MLContext(seed);
            IDataView train = View(problem.Train), test = View(problem.Test);
            IEstimator<ITransformer> estimator = trainer(context, kind, problem, seed);
            ITransformer? model = null;
            Cost cost = FitCost.Of(() => model = estimator.Fit(train));
            return (cost, Read(model!.Transform(test), problem.Task));

            IDataView View(Examples examples)
            {
                IDataView view =
                    takesBytes ? examples.ToDataView(context, problem) : examples.ToSinglesDataView(context, problem);
                return examples.Rows > MostCachedRows ? view : Cached(context, view);
            }
        }
    }

    /// <summary>What a model says of rows that it has scored.</summary>
    public static Predictions Read(IDataView scored, LearningTask task)
    {
        if (task == LearningTask.Multiclass)
        {
            double[] scores =
            [
                .. scored.GetColumn<VBuffer<float>>("Score")
                    .SelectMany(row => row.DenseValues())
                    .Select(score => (double)score),
            ];
            return new(scores, Probabilities: scores);
        }

        double[] values = Column(scored, "Score");
        return new(values, Probabilities: task == LearningTask.Binary ? Column(scored, "Probability") : null);
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
