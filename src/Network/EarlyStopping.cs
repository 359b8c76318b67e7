using MlNetShallow.Training;

namespace MlNetShallow;

/// <summary>
/// When to stop before all epochs are done: as soon as the validation cost has failed a number of epochs running to fall by
/// the tolerance below the lowest so far. The network then goes back to the weights of the lowest validation cost, also
/// where training ends for another reason. Without validation examples the training cost is watched instead, and the last
/// weights are kept. Immutable; training checks the ranges.
/// </summary>
/// <param name="Patience">The number of epochs without improvement; at least 1. Default 10.</param>
/// <param name="Tolerance">By how much the cost must fall; at least 0. Default 0.0001.</param>
/// <param name="ValidationFraction">
/// The share of the examples that are held out for validation, at least 0 and below 1; 0 to watch the training cost. It is not
/// used where a validation set is given. Default 0.1.
/// </param>
public sealed record EarlyStopping(int Patience = 10, double Tolerance = 1e-4, double ValidationFraction = 0.1)
{
    internal void Check()
    {
        NumericOptions.Patience.Check(Patience);
        NumericOptions.Tolerance.Check(Tolerance);
        NumericOptions.ValidationFraction.Check(ValidationFraction);
    }
}
