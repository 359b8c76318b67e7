using MlNetShallow.Engines;

namespace MlNetShallow.Training.Selection;

/// <summary>The folds in the Gram form; they share the Gram matrix.</summary>
internal sealed class GramFolds(GramForm gram, TrainingSet examples, TrainingOptions options) : IFoldForm<double>
{
    public IFoldTraining[] Make(NetworkParameters<double> start, Folds folds)
    {
        double[] products = gram.Products(start);
        return [.. Enumerable.Range(0, folds.Count).Select(fold =>
        {
            int[] learnt = folds.Learnt(fold), heldOut = folds.HeldOut(fold);
            var (engine, coefficients) = gram.Part(start, products, learnt, heldOut, new(folds.ThreadsOfEach(options)));
            return new FoldTraining<double>(
                coefficients, examples.Select(learnt), heldOut.Length, options, engine,
                (parameters, logits) => engine.Forward(parameters, learnt.Length, logits), engine.Dual);
        })];
    }

    public double[] Whole(Array weights, int[] learnt) => gram.Whole((double[])weights, learnt);

    public double Cost(NetworkParameters<double> parameters)
        => ExamplePasses<double>.Cost(examples, parameters, options, gram.Engine);
}
