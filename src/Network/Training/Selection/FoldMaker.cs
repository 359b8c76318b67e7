using System.Numerics;
using MlNetShallow.Engines;

namespace MlNetShallow.Training.Selection;

/// <summary>Makes the trainings of the folds. The examples are prepared once for all of them: the scaling, which looks at no
/// label of theirs, is that of all examples.</summary>
internal static class FoldMaker
{
    /// <summary>In the ordinary form.</summary>
    public static IFoldTraining[] Ordinary<T>(
        NetworkParameters<T> start, TrainingSet examples, Folds folds, TrainingOptions options)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        return [.. Enumerable.Range(0, folds.Count).Select(fold =>
        {
            TrainingSet heldOut = examples.Select(folds.HeldOut(fold));
            var engine = new VectorizedEngine<T>(ThreadsOfEach(folds, options));
            return new FoldTraining<T>(
                start.Clone(), examples.Select(folds.Learnt(fold)), heldOut.Rows, options, engine,
                (parameters, logits) => engine.Forward(parameters, heldOut.Features, logits));
        })];
    }

    /// <summary>In the span of the examples, whose Gram matrix they share.</summary>
    public static IFoldTraining[] InSpan(
        SpanForm span, NetworkParameters<double> start, TrainingSet examples, Folds folds, TrainingOptions options)
    {
        double[] products = span.Products(start);
        return [.. Enumerable.Range(0, folds.Count).Select(fold =>
        {
            int[] learnt = folds.Learnt(fold), heldOut = folds.HeldOut(fold);
            var (engine, coefficients) = span.Part(start, products, learnt, heldOut, new(ThreadsOfEach(folds, options)));
            return new FoldTraining<double>(
                coefficients, examples.Select(learnt), heldOut.Length, options, engine,
                (parameters, logits) => engine.Forward(parameters, learnt.Length, logits), engine.Dual);
        })];
    }

    private static int ThreadsOfEach(Folds folds, TrainingOptions options)
        => Math.Max(1, new Threads(options.NumberOfThreads).Count / folds.Count);
}
