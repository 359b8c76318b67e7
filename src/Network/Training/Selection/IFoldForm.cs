using System.Numerics;

namespace MlNetShallow.Training.Selection;

/// <summary>The folds in one form of the arithmetic. The examples are prepared once for all of them: the scaling, which looks at
/// no label of theirs, is that of all examples.</summary>
internal interface IFoldForm<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Makes the trainings of the folds.</summary>
    /// <param name="start">Where each starts: weights for the features.</param>
    /// <param name="folds">The folds.</param>
    IFoldTraining[] Make(NetworkParameters<T> start, Folds folds);

    /// <summary>What the weights of a fold's training are among all examples.</summary>
    T[] Whole(Array weights, int[] learnt);

    /// <summary>The mean cost of all examples at weights among all examples.</summary>
    double Cost(NetworkParameters<T> parameters);
}
