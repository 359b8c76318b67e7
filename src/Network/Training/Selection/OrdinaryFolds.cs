using System.Numerics;
using MlNetShallow.Engines;

namespace MlNetShallow.Training.Selection;

/// <summary>The folds in the ordinary form.</summary>
internal sealed class OrdinaryFolds<T>(TrainingSet examples, TrainingOptions options, IGradientEngine<T> engine) : IFoldForm<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public IFoldTraining[] Make(NetworkParameters<T> start, Folds folds)
    {
        return [.. Enumerable.Range(0, folds.Count).Select(fold =>
        {
            TrainingSet heldOut = examples.Select(folds.HeldOut(fold));
            var engineOfFold = new VectorizedEngine<T>(folds.ThreadsOfEach(options));
            return new FoldTraining<T>(
                start.Clone(), examples.Select(folds.Learnt(fold)), heldOut.Rows, options, engineOfFold,
                (parameters, logits) => engineOfFold.Forward(parameters, heldOut.Features, logits));
        })];
    }

    public T[] Whole(Array weights, int[] learnt) => (T[])weights;

    public double Cost(NetworkParameters<T> parameters)
        => ExamplePasses<T>.Cost(examples, parameters, options, engine);
}
