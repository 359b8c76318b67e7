namespace MlNetShallow.Training.Selection;

/// <summary>The training of a network that does not see one of the folds.</summary>
internal interface IFoldTraining
{
    /// <summary>The weights; taken and given as copies.</summary>
    Array Weights { get; set; }

    /// <summary>Trains from the weights as they are.</summary>
    /// <returns>Whether it ended by itself: no, if it was cancelled.</returns>
    /// <exception cref="TrainingDivergedException">The cost became infinite or NaN.</exception>
    bool Train(double l2, int epochs);

    /// <summary>The logits of the examples that it does not see, those of one example contiguous.</summary>
    double[] Logits();
}
