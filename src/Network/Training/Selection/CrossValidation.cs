namespace MlNetShallow.Training.Selection;

/// <summary>
/// That λ is chosen from the examples: networks are trained on all folds but one each, along a path of penalties, and the λ
/// whose networks cost least on the examples that they have not seen is the one that the network is trained with, on all
/// examples, from the mean of what they have come to. <see cref="TrainingOptions.L2Regularization"/> is where the path begins. Immutable; training checks the ranges.
/// </summary>
/// <param name="Calibrates">Whether the same scores also tell by what the logits of a classification are to be divided
/// (<see cref="CrossValidationResult.Temperature"/>). Default true.</param>
/// <param name="GoesOn">Whether the number of epochs is chosen too: of a weak penalty as many as the examples that were not seen
/// cost less for, and half of them with all examples. If not, these are <see cref="TrainingOptions.Epochs"/>. Default true.</param>
/// <param name="Folds">The number of folds, at least 2; null for 5, or for 3 of 500 examples and more, which tell as much in half
/// the time. Default null.</param>
/// <param name="MostRows">The number of examples above which a sample of so many is dealt to the folds, at least 20. The λ found
/// is then scaled by 1 / m, and there is no calibration. Default 3000.</param>
public sealed record CrossValidation(bool Calibrates = true, bool GoesOn = true, int? Folds = null, int MostRows = 3000)
{
    private const int FewFolds = 3;

    /// <summary>The number of examples from which on few folds are enough.</summary>
    private const int RowsOfFewFolds = 500;

    internal void Check()
    {
        if (Folds is { } folds)
            NumericOptions.Folds.Check(folds);
        NumericOptions.MostRows.Check(MostRows);
    }

    internal int FoldsOf(int examples)
        => Folds ?? (examples < RowsOfFewFolds ? (int)NumericOptions.Folds.Default : FewFolds);
}
