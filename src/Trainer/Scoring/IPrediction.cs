namespace MlNetShallow.Scoring;

/// <summary>The output columns of the scoring stage of a saved model, as members for a custom mapping.</summary>
internal interface IPrediction
{
    /// <summary>The name of the contract by which ML.NET finds the mapping, less the type of the features. It is part of the
    /// format.</summary>
    static abstract string Contract { get; }

    /// <summary>Fills the columns.</summary>
    /// <param name="outputs">The n2 logits of a row or, where it is numbers or several labels that are predicted, what
    /// <see cref="OutputFunction"/> makes of them.</param>
    /// <param name="threshold">Of two classes, the score above which a row is predicted to be of class 1.</param>
    void Set(ReadOnlySpan<float> outputs, float threshold);
}
