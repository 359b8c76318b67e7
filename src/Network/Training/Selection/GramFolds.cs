using System.Numerics;
using MlNetShallow.Engines;

namespace MlNetShallow.Training.Selection;

/// <summary>The folds in the Gram form; they share the Gram matrix.</summary>
internal sealed class GramFolds<T>(GramForm<T> gram, TrainingSet examples, TrainingOptions options) : IFoldForm<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public IFoldTraining[] Make(NetworkParameters<T> start, Folds folds)
    {
        T[] products = gram.Products(start);
        return [.. Enumerable.Range(0, folds.Count).Select(fold =>
        {
            int[] learnt = folds.Learnt(fold), heldOut = folds.HeldOut(fold);
            var (engine, coefficients) = gram.Part(start, products, learnt, heldOut, new(folds.ThreadsOfEach(options)));
            return new FoldTraining<T>(
                coefficients, examples.Select(learnt), heldOut.Length, options, engine,
                (parameters, logits) => engine.Forward(parameters, learnt.Length, logits), engine.Dual);
        })];
    }

    public T[] Whole(Array weights, int[] learnt) => gram.Whole((T[])weights, learnt);

    public double Cost(NetworkParameters<T> parameters)
        => ExamplePasses<T>.Cost(examples, parameters, options, gram.Engine);
}
