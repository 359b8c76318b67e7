namespace MlNetShallow.Training.Selection;

/// <summary>
/// That λ is chosen from the examples: networks are trained on all folds but one each, along a path of penalties, and the λ
/// whose networks cost least on the examples that they have not seen is the one that the network is trained with, on all
/// examples, from the mean of their weights. <see cref="TrainingOptions.L2Regularization"/> is where the path begins.
/// Immutable; training checks the ranges.
/// </summary>
/// <param name="Calibrates">Whether the same scores also give the number by which the logits of a classification are divided
/// (<see cref="CrossValidationResult.Temperature"/>). Default true.</param>
/// <param name="ChoosesEpochs">Whether the number of epochs is chosen too: of a weak penalty as many as the examples that were
/// not seen cost less for, and half of them with all examples. If not, these are <see cref="TrainingOptions.Epochs"/>. Default
/// true.</param>
/// <param name="Folds">The number of folds, at least 2; null for 5, or for 3 of 500 examples and more, which give as good a
/// choice in half the time. Default null.</param>
/// <param name="MostRows">The number of examples above which the folds are made of a sample of so many, at least 20. The λ found
/// is then scaled by 1 / m, and there is no calibration. Default 3000.</param>
public sealed record CrossValidation(bool Calibrates = true, bool ChoosesEpochs = true, int? Folds = null, int MostRows = 3000)
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
