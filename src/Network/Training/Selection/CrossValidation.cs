namespace MlNetShallow.Training.Selection;

/// <summary>
/// That λ is chosen from the examples: networks are trained on all folds but one each, along a path of penalties, and the λ
/// whose networks cost least on the examples that they have not seen is the one that the network is trained with, on all
/// examples. <see cref="TrainingOptions.L2Regularization"/> is where the path begins. Immutable; training checks the ranges.
/// </summary>
/// <param name="Calibrates">Whether the same scores also tell by what the logits of a classification are to be divided
/// (<see cref="CrossValidationResult.Temperature"/>). Default true.</param>
/// <param name="GoesOn">Whether the number of epochs is chosen too: those of the path, and more as long as the examples that
/// were not seen cost less for it. If not, it is <see cref="TrainingOptions.Epochs"/>. Default true.</param>
/// <param name="Folds">The number of folds, at least 2. Default 5.</param>
/// <param name="MostRows">The number of examples above which a sample of so many is dealt to the folds, at least 20. The λ found
/// is then scaled by 1 / m, and there is no calibration. Default 3000.</param>
public sealed record CrossValidation(bool Calibrates = true, bool GoesOn = true, int Folds = 5, int MostRows = 3000)
{
    internal void Check()
    {
        NumericOptions.Folds.Check(Folds);
        NumericOptions.MostRows.Check(MostRows);
    }
}
